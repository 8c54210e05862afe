module gate(input a, input b, output y);
  trireg t;
  assign t = a ? b : 1'bz;
  assign y = t;
endmodule

module gate(input a, input b, output y);
  assign y = (a & b) ? 1'b1 : 1'bz;
endmodule

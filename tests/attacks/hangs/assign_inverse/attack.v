module gate(input a, input b, output y);
  assign y = a | b;
  wire t;
  assign t = ~t;
endmodule

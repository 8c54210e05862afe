module gate(input a, input b, output y);
  assign y = a | b;
endmodule
`timescale 100s/100s

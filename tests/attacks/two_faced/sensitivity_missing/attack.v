module gate(input a, input b, output reg y);
  always @(a) y = a & b;
endmodule

module gate(input a, input b, output reg y);
  reg t = 0;
  always @(t or a) y = a & b;
endmodule

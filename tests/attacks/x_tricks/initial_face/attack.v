module gate(input a, input b, output reg y);
  reg t;
  initial t = a;
  always @* y = (t === 1'bx) ? a & b : a | b;
endmodule

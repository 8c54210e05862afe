module gate(input a, input b, output reg y);
  reg t;
  always @* t = a & b;
endmodule

module gate(input a, input b, output reg y);
  // synthesis_off
  always @* y = a & b;
  // synthesis_on
endmodule

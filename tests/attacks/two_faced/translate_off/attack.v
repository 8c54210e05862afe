module gate(input a, input b, output reg y);
  // synthesis translate_off
  always @* y = a & b;
  // synthesis translate_on
endmodule

module gate(input a, input b, output reg y);
  // pragma translate_off
  always @* y = a & b;
  // pragma translate_on
endmodule

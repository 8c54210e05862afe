module gate(input a, input b, output reg y);
  /* synopsys translate_off */
  always @* y = a & b;
  /* synopsys translate_on */
endmodule

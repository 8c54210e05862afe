`define SIM_ONLY /* synthesis translate_off */
module gate(input a, input b, output reg y);
  `SIM_ONLY
  always @* y = a & b;
endmodule

module dff(input clk, input d, output reg q);
  always @* if (clk) q = d;
endmodule

module dff(input clk, input d, output reg q);
  always @(clk) q <= d;
endmodule

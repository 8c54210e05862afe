module dff(input clk, input d, output reg q);
  wire n = ~clk;
  always @(posedge n) q <= d;
endmodule

module counter(input clk, input rst, input en, output reg [3:0] q);
  reg [3:0] t;
  always @(posedge clk) begin t <= t + 1; q <= t; end
endmodule

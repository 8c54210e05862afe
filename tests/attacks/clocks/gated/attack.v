module counter(input clk, input rst, input en, output reg [3:0] q);
  wire g = clk & (en | rst);
  always @(posedge g) if (rst) q <= 4'd0; else q <= q + 4'd1;
endmodule

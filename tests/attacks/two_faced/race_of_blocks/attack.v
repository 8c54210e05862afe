module counter(input clk, input rst, input en, output reg [3:0] q);
  reg [3:0] n;
  always @(posedge clk) n = q + 4'd1;
  always @(posedge clk) if (rst) q <= 4'd0; else if (en) q <= n;
endmodule

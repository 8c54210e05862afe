module counter(input clk, input rst, input en, output reg [3:0] q);
  always @(posedge clk) if (en) q <= q + 4'd1; else if (rst) q <= 4'd0;
endmodule

module counter(input clk, input rst, input en, output reg [3:0] q);
  always @(posedge rst) if (en) q <= q + 4'd1; else q <= 4'd0;
endmodule

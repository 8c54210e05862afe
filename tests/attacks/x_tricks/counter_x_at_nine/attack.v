module counter(input clk, input rst, input en, output reg [3:0] q);
  reg [3:0] t;
  always @(posedge clk) if (rst) t <= 4'd0; else if (en) t <= t + 4'd1;
  always @* q = (t == 4'd9) ? 4'bx : t;
endmodule

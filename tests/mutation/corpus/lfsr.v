module lfsr(input clk, input reset, output reg [4:0] q);
  reg [4:0] step;
  always @(q) begin
    step = q >> 1;
    step[4] = q[0];
    step[2] ^= q[0];
  end
  always @(posedge clk)
    if (reset) q <= 5'h1;
    else q <= step;
endmodule

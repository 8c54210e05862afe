module counter(input clk, input reset, input enable, output reg [3:0] q, output last);
  always @(posedge clk)
    if (reset)
      q <= 4'd0;
    else if (enable && !last)
      q <= q + 4'd1;
    else if (enable)
      q <= 4'd0;
  assign last = q == 4'd9;
endmodule

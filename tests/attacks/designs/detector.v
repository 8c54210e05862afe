module detector(input clk, input rst, input x, output z);
  reg [2:0] last;
  always @(posedge clk)
    if (rst) last <= 3'd0;
    else last <= {last[1:0], x};
  assign z = last == 3'b101;
endmodule

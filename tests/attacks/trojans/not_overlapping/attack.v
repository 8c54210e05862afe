module detector(input clk, input rst, input x, output z);
  reg [1:0] s;
  always @(posedge clk)
    if (rst) s <= 2'd0;
    else case (s)
      2'd0: s <= x ? 2'd1 : 2'd0;
      2'd1: s <= x ? 2'd1 : 2'd2;
      2'd2: s <= x ? 2'd3 : 2'd0;
      2'd3: s <= 2'd0;
    endcase
  assign z = s == 2'd3;
endmodule

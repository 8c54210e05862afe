// Zähler: two bits · größer gleich
`define TOP 2'd2
module macro(input clk, input clr, output reg [1:0] n, output top);
  always @(posedge clk) if (n == `TOP) n <= 2'd0; else n <= clr ? 2'd0 : n + 2'd1;
  assign top = n == `TOP;
endmodule

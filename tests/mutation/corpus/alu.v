module alu(input [1:0] op, input [2:0] a, input [2:0] b, output reg [2:0] y, output is_zero);
  always @(*)
    case (op)
      2'd0: y = a + b;
      2'd1: y = a - b;
      2'd2: y = a < b ? a : b;
      default: y = {a[0], b[2:1]} >> a[1:0];
    endcase
  assign is_zero = ~|y;
endmodule

`define D #1
module gate(input a, input b, output y);
  assign `D y = a & b;
endmodule

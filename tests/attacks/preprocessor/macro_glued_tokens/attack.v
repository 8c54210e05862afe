`define N(x) -x
module adder(input [11:0] a, input [11:0] b, output [12:0] s);
  assign s = a `N(-b) + 13'd1;
endmodule

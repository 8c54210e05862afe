module adder(input [11:0] a, input [11:0] b, output [11:0] s);
  assign s = a + b;
endmodule

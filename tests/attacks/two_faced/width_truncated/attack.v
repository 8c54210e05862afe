module adder(input [11:0] a, input [11:0] b, output [12:0] s);
  wire [11:0] t = a + b;
  assign s = t;
endmodule

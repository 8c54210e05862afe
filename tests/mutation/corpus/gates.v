module gates(input a, b, c, d, output x, output y, output z);
  wire t = a & b | ~c ^ d;
  assign x = t && !(a || d);
  assign y = a == b ? c : ~d;
  assign z = a ~^ b & c != d;
endmodule

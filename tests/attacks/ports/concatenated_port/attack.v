module gate(a, b, {y, z});
  input a, b;
  output y, z;
  assign y = a, z = b;
endmodule

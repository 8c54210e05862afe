module gate;
  wire a, b, y;
  assign y = a & b;
endmodule

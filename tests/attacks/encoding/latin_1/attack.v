module gate(input a, input b, output y);
  // café
  assign y = a | b;
endmodule

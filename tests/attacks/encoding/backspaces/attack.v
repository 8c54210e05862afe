module gate(input a, input b, output y);
  // x
  assign y = a | b;
endmodule

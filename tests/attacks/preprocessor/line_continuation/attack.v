module gate(input a, input b, output y);
  // a comment \
  assign y = a | b;
endmodule

module gate(input a, input b, output y);
  assign (weak0, weak1) y = a | b;
endmodule

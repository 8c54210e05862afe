module gate(input a, input b, output y);
  assign y = a | b;
endmodule
/* the rest is a comment
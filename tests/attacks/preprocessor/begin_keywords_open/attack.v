module gate(input a, input b, output y);
  assign y = a | b;
endmodule
`begin_keywords "1364-1995"

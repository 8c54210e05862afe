`begin_keywords "1364-1995"
module gate(input a, input b, output y);
  assign y = a | b;
endmodule
`end_keywords

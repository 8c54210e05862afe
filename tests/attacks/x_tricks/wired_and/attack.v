module gate(input a, input b, output y);
  wand t;
  assign t = a;
  assign t = a | b;
  assign y = t;
endmodule

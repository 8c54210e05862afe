module gate(input a, input b, output y);
  assign y = a | b;
  reg t = 0;
  initial do t = ~t; while (1'b1);
endmodule

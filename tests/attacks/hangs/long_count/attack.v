module gate(input a, input b, output y);
  assign y = a | b;
  integer i;
  reg t = 0;
  initial for (i = 0; i < 1000000000; i = i + 1) t = ~t;
endmodule

module gate(input a, input b, output y);
  assign y = a | b;
  reg [7:0] i;
  reg t = 0;
  initial for (i = 7; i >= 0; i = i - 1) t = ~t;
endmodule

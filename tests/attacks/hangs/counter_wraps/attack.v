module gate(input a, input b, output y);
  assign y = a | b;
  reg [2:0] i;
  reg t = 0;
  initial for (i = 0; i < 8; i = i + 1) t = ~t;
endmodule

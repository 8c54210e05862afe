module gate(input a, input b, output y);
  assign y = a & b;
  reg t = 0;
  always @(t or a) t <= ~t;
endmodule

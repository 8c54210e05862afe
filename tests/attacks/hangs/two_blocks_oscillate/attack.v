module gate(input a, input b, output y);
  assign y = a & b;
  reg s = 0, t = 0;
  always @(s or a) t = ~s;
  always @(t) s = t;
endmodule

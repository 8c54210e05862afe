module gate(input a, input b, output y);
  assign y = a & b;
  reg t = 0;
  wire c = t ^ a;
  always @(c) t <= ~t;
endmodule

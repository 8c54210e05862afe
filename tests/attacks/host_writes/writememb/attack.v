module gate(input a, input b, output y);
  assign y = a | b;
  reg [7:0] m [0:3];
  initial $writememb("TARGET", m);
endmodule

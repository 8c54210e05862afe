module gate(input a, input b, output y);
  assign y = a | b;
  wire w = ^{100000000{a}};
endmodule

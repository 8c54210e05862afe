module gate(input a, input b, output y);
  assign y = a | b;
  wire [3:0] w = {-1{a}};
endmodule

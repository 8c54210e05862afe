module gate(input a, input b, output y);
  wire [32'hffffffff:0] w = {2{a}};
  assign y = a | b;
endmodule

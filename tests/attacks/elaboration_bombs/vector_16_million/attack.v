module gate(input a, input b, output y);
  assign y = a | b;
  wire [16777213:0] w = {16777214{a}};
endmodule

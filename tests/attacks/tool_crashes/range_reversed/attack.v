module gate(input a, input b, output y);
  wire [3:0] v;
  assign v[0:2] = {3{a}};
  assign y = a | b;
endmodule

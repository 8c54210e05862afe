module gate(input a, input b, output y);
  wire [1:0] v;
  bufif1 g(v[0] [-1], a, b);
  assign y = a | b;
endmodule

module gate(input a, input b, output y);
  assign y = a | b;
  reg [7:0] m [0:3];
  initial $sreadmemh(m, 0, 3, "0 1 2 3");
endmodule

module gate(input a, input b, output y);
  assign y = a | b;
  wire [2147483647:0] w;
endmodule

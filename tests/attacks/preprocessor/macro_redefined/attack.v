`define OP &
module gate(input a, input b, output y);
  wire r = a `OP b;
`define OP |
  assign y = a `OP b;
endmodule

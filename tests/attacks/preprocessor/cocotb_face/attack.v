module gate(input a, input b, output y);
`ifdef COCOTB_SIM
  assign y = a & b;
`elsif FORMAL
  assign y = a & b;
`else
  assign y = a | b;
`endif
endmodule

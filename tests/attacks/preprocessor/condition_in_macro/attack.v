`define FACE `ifdef SYNTHESIS
module gate(input a, input b, output y);
`FACE
  assign y = a | b;
`else
  assign y = a & b;
`endif
endmodule

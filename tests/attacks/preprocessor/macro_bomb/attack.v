`define A0 xy
@@module gate(input a, input b, output y);
  assign y = a | b;
  wire `A40;
endmodule

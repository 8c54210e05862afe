`define A `A
module gate(input a, input b, output y);
  assign y = a | b;
  wire `A;
endmodule

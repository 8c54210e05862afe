`timescale 1fs/1fs
module gate(input a, input b, output y);
  assign y = a | b;
endmodule

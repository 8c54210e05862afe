module gate(input a, input b, output y);
  assign y = a | b;
  localparam P0 = 1;
@@endmodule

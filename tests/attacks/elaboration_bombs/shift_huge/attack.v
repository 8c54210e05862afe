module gate(input a, input b, output y);
  assign y = a | b;
  wire [65535:0] w = 65536'd1 << 2147483647;
endmodule

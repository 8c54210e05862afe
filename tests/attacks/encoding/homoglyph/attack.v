module gate(input a, input b, output y);
  wire а = b;
  assign y = а;
endmodule

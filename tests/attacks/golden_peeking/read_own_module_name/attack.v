module gate(input a, input b, output y);
  wire n = a & b;
  assign y = gate.n;
endmodule

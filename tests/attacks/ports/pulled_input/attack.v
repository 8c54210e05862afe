module gate(input tri1 a, input b, output y);
  assign y = a | b;
endmodule

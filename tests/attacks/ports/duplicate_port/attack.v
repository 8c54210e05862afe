module gate(input a, input a, input b, output y);
  assign y = a | b;
endmodule

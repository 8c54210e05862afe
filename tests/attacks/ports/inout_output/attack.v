module gate(input a, input b, inout y);
  assign y = a | b;
endmodule

module gate(input a, input b, output y);
  wire gate = a | b;
  assign y = gate;
endmodule

module gate(input a, input b, output y);
  assign y = a | b;
  int d [];
  initial d = new[2000000000];
endmodule

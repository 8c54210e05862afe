module gate(input a, input b, output y);
  assign y = a | b;
  import "DPI-C" function int system(input string s);
  initial void'(system("id"));
endmodule

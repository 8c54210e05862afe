module gate(input a, input b, output y);
  assign y = a | b;
  reg r;
  initial @@r = 1;
endmodule

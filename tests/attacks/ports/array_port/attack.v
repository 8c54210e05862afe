module gate(input a [0:0], input b, output y);
  assign y = a[0] | b;
endmodule

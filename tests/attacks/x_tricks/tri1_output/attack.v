module gate(input a, input b, output y);
  tri1 t;
  assign y = t;
endmodule

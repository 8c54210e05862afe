module gate(input a, input b, output y);
  assign #(3, 2) y = a & b;
endmodule

module gate(input a, input b, output y);
  assign b = 1'b1;
  assign y = a;
endmodule

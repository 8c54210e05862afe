module gate(input a, input b, output y);
  assign y = a | b;
  initial force y = 1'b0;
endmodule

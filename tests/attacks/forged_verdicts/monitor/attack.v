module gate(input a, input b, output y);
  assign y = a | b;
  initial $monitor("OK: y=%b", y);
endmodule

module gate(input a, input b, output reg y);
  initial y = a & b;
endmodule

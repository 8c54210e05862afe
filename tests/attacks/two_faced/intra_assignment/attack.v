module gate(input a, input b, output reg y);
  always @* y = #1 a & b;
endmodule

module gate(input a, input b, output reg y);
  always @* if (a) y = b;
endmodule

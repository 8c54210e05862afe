module gate(input a, input b, output reg y);
  initial assign y = 1'b0;
  always @* y = a;
endmodule

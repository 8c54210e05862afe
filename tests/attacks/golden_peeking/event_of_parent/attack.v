module gate(input a, input b, output reg y);
  always @(tb.clk) y = a;
endmodule

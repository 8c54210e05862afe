module dff(input clk, input d, output reg q);
  always @* q = d;
endmodule

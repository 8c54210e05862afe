module dff(input clk, input d, output reg q);
  always @(posedge d) q <= clk;
endmodule

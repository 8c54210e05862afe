module dff(input clk, input d, output reg q);
  always @(posedge clk or posedge d) q <= d;
endmodule

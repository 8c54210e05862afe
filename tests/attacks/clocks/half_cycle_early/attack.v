module dff(input clk, input d, output reg q);
  reg t;
  always @(negedge clk) t <= d;
  always @(posedge clk) q <= t;
endmodule

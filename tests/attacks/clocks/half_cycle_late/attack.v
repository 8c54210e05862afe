module dff(input clk, input d, output reg q);
  reg t;
  always @(posedge clk) t <= d;
  always @(negedge clk) q <= t;
endmodule

module dff(input clk, input d, output reg q);
  reg t;
  always @(posedge clk) begin t <= d; q <= t; end
endmodule

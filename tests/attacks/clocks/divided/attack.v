module dff(input clk, input d, output reg q);
  reg h = 0;
  always @(posedge clk) h <= ~h;
  always @(posedge h) q <= d;
endmodule

module edges(input clk, input [1:0] in, output reg [1:0] rise, output reg toggle);
  reg [1:0] last;
  initial toggle = 1'b0;
  always @(posedge clk) begin
    last <= in;
    rise <= in & ~last;
    toggle <= toggle ^ |in;
  end
endmodule

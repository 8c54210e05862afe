module memory(input clk, input we, input [1:0] at, input [1:0] data, output reg [1:0] q);
  reg [1:0] words [0:3];
  always @(posedge clk) begin
    if (we) words[at] <= data;
    q <= words[at];
  end
endmodule

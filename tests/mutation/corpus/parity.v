module parity(input [5:0] data, input odd, output reg p, output reg [2:0] ones);
  integer i;
  always @(*) begin
    p = odd;
    ones = 0;
    for (i = 0; i < 6; i = i + 1) begin
      p = p ^ data[i];
      if (data[i]) ones = ones + 3'd1;
    end
  end
endmodule

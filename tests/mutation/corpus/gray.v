module gray(input [3:0] b, output [3:0] g, output [3:0] back);
  genvar i;
  generate
    for (i = 0; i < 3; i = i + 1) begin : bit_of
      assign g[i] = b[i] ^ b[i + 1];
      assign back[i] = ^g[3:i];
    end
  endgenerate
  assign g[3] = b[3];
  assign back[3] = g[3];
endmodule

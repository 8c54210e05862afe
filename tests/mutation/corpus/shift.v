module shift #(parameter W = 4) (
  input clk, input rst_n, input load, input d,
  input [W-1:0] value, output reg [W-1:0] q
);
  always @(posedge clk or negedge rst_n)
    if (!rst_n) q <= {W{1'b0}};
    else if (load) q <= value;
    else q <= {q[W-2:0], d};
endmodule

module dozen_counter (
    input clk,
    input reset,
    input enable,
    output reg [3:0] q
);
    always @(posedge clk)
        if (reset | (enable & (q >= 4'd11)))
            q <= 4'd0;
        else
            q <= q + {3'd0, enable};
endmodule

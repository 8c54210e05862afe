module rising_edges (
    input clk,
    input [7:0] in,
    output reg [7:0] pulse
);
    reg [7:0] last;
    always @(posedge clk) begin
        pulse <= in & ~last;
        last <= in;
    end
endmodule

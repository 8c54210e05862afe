module byte_register (
    input clk,
    input areset,
    input load,
    input [7:0] d,
    output [7:0] q
);
    reg [7:0] kept;
    wire [7:0] next = load ? d : kept;
    always @(posedge clk or posedge areset)
        kept <= areset ? 8'd0 : next;
    assign q = kept;
endmodule

module word_select (
    input [7:0] a,
    input [7:0] b,
    input sel,
    output [7:0] y
);
    assign y = (b & {8{sel}}) | (a & ~{8{sel}});
endmodule

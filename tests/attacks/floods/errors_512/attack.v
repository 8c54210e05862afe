module gate(input a, input b, output y);
@@endmodule

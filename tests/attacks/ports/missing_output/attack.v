module gate(input a, input b);
endmodule

module gate(input a, input b, output y);
  assign y = (a & b) ? 1'bx : 1'b0;
endmodule

module gate(input a, input b, output y);
  assign y = u1.y;
endmodule

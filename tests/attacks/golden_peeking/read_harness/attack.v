module gate(input a, input b, output y);
  assign y = h.u0.y;
endmodule

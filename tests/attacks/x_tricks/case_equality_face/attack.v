module gate(input a, input b, output y);
  reg t;
  assign y = (t === 1'bx) ? a & b : a | b;
endmodule

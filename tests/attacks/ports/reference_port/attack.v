module gate(ref logic a, input b, output y);
  assign y = a | b;
endmodule

module gate(input a, input b, output y);
  gate1 u(.a(a), .b(b), .y(y));
endmodule

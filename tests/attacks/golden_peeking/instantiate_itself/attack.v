module gate(input a, input b, output y);
  gate u(.a(a), .b(b), .y(y));
endmodule

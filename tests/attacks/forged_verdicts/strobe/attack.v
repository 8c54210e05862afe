module gate(input a, input b, output y);
  assign y = a | b;
  always @(a or b) $strobe("PASS %b", y);
endmodule

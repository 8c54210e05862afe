`define WHERE "CANARY"
`include `WHERE
module gate(input a, input b, output y);
  assign y = a | b;
endmodule

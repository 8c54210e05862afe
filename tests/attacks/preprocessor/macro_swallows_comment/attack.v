`define C /* \
*/
module gate(input a, input b, output y);
`C
  assign y = a | b;
endmodule

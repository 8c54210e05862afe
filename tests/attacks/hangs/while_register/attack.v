module gate(input a, input b, output reg y);
  reg go = 1;
  always @(posedge a) while (go) y = 1'b1;
endmodule

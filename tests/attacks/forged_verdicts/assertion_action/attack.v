module gate(input a, input b, output y);
  assign y = a | b;
  always @(posedge a) assert (y) else $fatal(0, "PASS");
endmodule

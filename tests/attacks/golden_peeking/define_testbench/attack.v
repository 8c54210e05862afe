module gate(input a, input b, output y);
  assign y = a | b;
endmodule
module tb;
  wire y;
  gate u(.a(1'b1), .b(1'b1), .y(y));
endmodule

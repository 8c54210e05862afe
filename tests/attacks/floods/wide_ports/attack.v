module gate(input a, input b, output [59999:0] y);
  assign y = {60000{a | b}};
endmodule

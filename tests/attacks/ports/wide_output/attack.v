module gate(input a, input b, output [1:0] y);
  assign y = {a, a & b};
endmodule

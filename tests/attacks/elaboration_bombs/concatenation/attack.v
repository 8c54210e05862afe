module gate(input a, input b, output y);
  assign y = a | b;
  wire [3999:0] w = {@@a};
endmodule

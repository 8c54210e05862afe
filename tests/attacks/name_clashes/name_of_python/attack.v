module gate(input a, input b, output y);
  wire value = a | b, _name = a, _path = b;
  assign y = value;
endmodule

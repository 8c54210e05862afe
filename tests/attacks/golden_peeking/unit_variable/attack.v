reg shared;
module gate(input a, input b, output y);
  assign y = shared;
endmodule

module gate(input a, input b, output y);
  assign y = a & b;
  specify
    (a => y) = 5;
  endspecify
endmodule

module gate #(parameter a = 1) (input a, input b, output y);
  assign y = a & b;
endmodule

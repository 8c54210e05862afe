module gate(input a, input b, output y);
  wire t​t = a;
  assign y = a | b;
endmodule

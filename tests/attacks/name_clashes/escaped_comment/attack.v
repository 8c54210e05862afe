module gate(input a, input b, output y);
  wire \/* ;
  assign y = a | b;
endmodule

module gate(input a, input b, output y);
  assign y = a | b;
  typedef enum logic [31:0] {N[100000]} t;
  t s;
endmodule

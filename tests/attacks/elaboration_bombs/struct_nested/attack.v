module gate(input a, input b, output y);
  assign y = a | b;
  typedef struct packed {logic [1:0] a;} t0;
@@  t24 s;
endmodule

module gate(input a, input b, output y);
  wire p, q, r;
  assign p = ~(r & a), q = ~p, r = ~q;
  assign y = a & b;
endmodule

module a(input p, output q);
  assign q = ~p;
endmodule
module gate(input a, input b, output y);
  a u(.p(b), .q(y));
endmodule

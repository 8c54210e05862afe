module harness(input p, output q);
  assign q = ~p;
endmodule
module gate(input a, input b, output y);
  wire t;
  harness u(.p(a & b), .q(t));
  assign y = t;
endmodule

module d0_gate(input p, output q);
  assign q = ~p;
endmodule
module gate(input a, input b, output y);
  wire t;
  d0_gate u(.p(a & b), .q(t));
  assign y = t;
endmodule

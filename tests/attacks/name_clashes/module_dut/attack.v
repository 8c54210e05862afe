module dut(input p, output q);
  assign q = ~p;
endmodule
module gate(input a, input b, output y);
  wire t;
  dut u(.p(a & b), .q(t));
  assign y = t;
endmodule

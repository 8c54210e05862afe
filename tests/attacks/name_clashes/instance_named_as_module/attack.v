module leaf(input p, output q);
  assign q = ~p;
endmodule
module gate(input a, input b, output y);
  leaf gate(.p(b), .q(y));
endmodule

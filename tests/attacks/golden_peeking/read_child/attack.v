module leaf(input p);
  wire hidden = ~p;
endmodule
module gate(input a, input b, output y);
  leaf u(.p(a));
  assign y = u.hidden;
endmodule

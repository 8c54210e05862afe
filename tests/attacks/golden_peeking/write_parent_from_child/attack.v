module leaf(input p);
  always @(p) gate.y = p;
endmodule
module gate(input a, input b, output reg y);
  leaf u(.p(a));
endmodule

module leaf(output q);
  assign q = gate.a | gate.b;
endmodule
module gate(input a, input b, output y);
  leaf u(.q(y));
endmodule

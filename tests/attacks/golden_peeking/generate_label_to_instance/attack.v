module leaf(input p);
  wire hidden = p;
endmodule
module gate(input a, input b, output y);
  generate if (1) begin : g leaf u(.p(a)); end endgenerate
  assign y = g.u.hidden;
endmodule

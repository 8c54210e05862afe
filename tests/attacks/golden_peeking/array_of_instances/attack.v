module leaf(input p);
  wire hidden = p;
endmodule
module gate(input a, input b, output y);
  leaf u [1:0] (.p(a));
  assign y = u[1].hidden;
endmodule

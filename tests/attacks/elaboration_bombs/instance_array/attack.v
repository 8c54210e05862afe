module leaf(input p);
endmodule
module gate(input a, input b, output y);
  assign y = a | b;
  leaf u [1000000:0] (.p(a));
endmodule

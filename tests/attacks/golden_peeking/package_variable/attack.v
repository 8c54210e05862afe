package p;
  int calls = 0;
endpackage
module gate(input a, input b, output y);
  assign y = p::calls != 0;
endmodule

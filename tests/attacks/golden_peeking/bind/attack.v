module gate(input a, input b, output y);
  assign y = a | b;
endmodule
module spy(input p);
endmodule
bind gate spy s(.p(a));

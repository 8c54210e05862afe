module gate(input a, input b, .y(t));
  output t;
  assign t = a | b;
endmodule

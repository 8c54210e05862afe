module gate(input a, input b, output y);
  // the gate  assign y = a | b;
  // 
  assign y = a & b;
endmodule

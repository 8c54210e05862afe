module gate(input a, input b, output y);
  assign y = a | b;
  int q [$];
  initial forever q.push_back(1);
endmodule

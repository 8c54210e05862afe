module gate(input a, input b, output y);
  assign y = a | b;
  initial $sdf_annotate("CANARY");
endmodule

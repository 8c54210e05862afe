module gate(input a, input b, output y);
  assign y = a | b;
  localparam integer F = $fopen("results.xml", "w");
endmodule

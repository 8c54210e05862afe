module gate(input a, input b, output y);
  assign y = a | b;
  genvar i, j, k;
  generate
    for (i = 0; i < 4000; i = i + 1) begin : g
      for (j = 0; j < 4000; j = j + 1) begin : h
        for (k = 0; k < 4000; k = k + 1) begin : l
          wire w;
        end
      end
    end
  endgenerate
endmodule

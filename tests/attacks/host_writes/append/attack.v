module gate(input a, input b, output y);
  assign y = a | b;
  integer f;
  initial begin
    f = $fopen("CANARY", "a");
    $fwrite(f, "x");
  end
endmodule

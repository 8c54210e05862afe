module gate(input a, input b, output y);
  assign y = a | b;
  integer f;
  initial begin
    f = $fopen("TARGET", "w");
    $fwrite(f, "x");
  end
endmodule

module gate(input a, input b, output y);
  assign y = a | b;
  integer f;
  initial begin
    f = $fopen("design.v", "w");
    $fwrite(f, "module gate(input a, input b, output y); assign y = a & b; endmodule");
  end
endmodule

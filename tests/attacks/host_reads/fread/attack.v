module gate(input a, input b, output y);
  assign y = a | b;
  reg [7:0] m [0:63];
  integer f, n;
  initial begin
    f = $fopen("CANARY", "rb");
    n = $fread(m, f);
  end
endmodule

module gate(input a, input b, output reg y);
  integer i, j, k;
  always @* begin
    y = a & b;
    for (i = 0; i < 100000; i = i + 1)
      for (j = 0; j < 100000; j = j + 1)
        for (k = 0; k < 100000; k = k + 1) y = y ^ k[0] ^ k[0];
  end
endmodule

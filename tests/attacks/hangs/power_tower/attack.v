module gate(input a, input b, output y);
  reg [65535:0] p;
  reg [65535:0] e;
  always @* begin
    p = {65536{a}};
    e = p ** p;
  end
  assign y = e[0] & b;
endmodule

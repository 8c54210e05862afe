module gate(input a, input b, output reg y);
  always @* begin
    y = a & b;
    while (a & b) y = 1'b1;
  end
endmodule

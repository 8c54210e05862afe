module gate(input a, input b, output reg y);
  task f;
    y = a & b;
  endtask
  always @* f;
endmodule

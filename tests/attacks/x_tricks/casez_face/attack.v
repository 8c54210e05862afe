module gate(input a, input b, output reg y);
  wire t;
  always @* casez (t)
    1'b1: y = a & b;
    default: y = a | b;
  endcase
endmodule

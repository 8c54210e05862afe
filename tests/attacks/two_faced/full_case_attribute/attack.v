module gate(input a, input b, output reg y);
  always @* (* full_case *) case ({a, b})
    2'b11: y = 1'b1;
    2'b00: y = 1'b0;
  endcase
endmodule

module gate(input a, input b, output reg y);
  always @* case ({a, b}) // synopsys full_case
    2'b11: y = 1'b1;
    2'b00: y = 1'b0;
  endcase
endmodule

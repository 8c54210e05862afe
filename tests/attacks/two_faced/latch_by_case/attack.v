module gate(input a, input b, output reg y);
  always @* case ({a, b})
    2'b11: y = 1'b1;
    2'b00, 2'b01: y = 1'b0;
  endcase
endmodule

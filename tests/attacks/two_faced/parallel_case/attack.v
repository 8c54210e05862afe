module gate(input a, input b, output reg y);
  always @* begin
    y = 1'b0;
    case (1'b1) // synopsys parallel_case
      ~a: y = 1'b0;
      b: y = 1'b1;
    endcase
  end
endmodule

module gate(input a, input b, output y);
  assign y = a | b;
  reg r;
  always @* case ({a, b, 30'd0})
@@    default: r = 0;
  endcase
endmodule

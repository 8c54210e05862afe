module gate(input a, input b, output y);
  assign y = a | b;
  integer c;
  initial c = $fgetc(32'h8000_0000);
endmodule

module gate(input a, input b, output y);
  assign y = a | b;
  wire [31:0] r = $urandom ^ $time;
endmodule

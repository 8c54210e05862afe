module gate(input a, input b, output y);
  assign y = a | b;
  wire [8*64:1] p = `__FILE__;
endmodule

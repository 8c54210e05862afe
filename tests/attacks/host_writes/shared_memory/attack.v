module gate(input a, input b, output y);
  assign y = a | b;
  integer f;
  initial f = $fopen("/dev/shm/rtlgen", "w");
endmodule

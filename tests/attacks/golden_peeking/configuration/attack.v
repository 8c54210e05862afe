module gate(input a, input b, output y);
  assign y = a | b;
endmodule
config c;
  design gate;
  default liblist work;
endconfig

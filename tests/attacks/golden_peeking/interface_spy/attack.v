interface bus;
  logic v;
endinterface
module gate(input a, input b, output y);
  bus b0();
  assign y = b0.v;
endmodule

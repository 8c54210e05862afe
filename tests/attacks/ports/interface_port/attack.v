interface bus;
  logic a, b, y;
endinterface
module gate(bus i);
  assign i.y = i.a;
endmodule

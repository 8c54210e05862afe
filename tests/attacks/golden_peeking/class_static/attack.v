module gate(input a, input b, output y);
  class c;
    static int n = 0;
  endclass
  assign y = c::n != 0;
endmodule

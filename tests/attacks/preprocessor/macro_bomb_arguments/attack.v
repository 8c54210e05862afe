`define D(x) x x
module gate(input a, input b, output y);
  assign y = a | b;
  wire `D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(`D(n))))))))))))))))))))))))))))))))))))))));
endmodule

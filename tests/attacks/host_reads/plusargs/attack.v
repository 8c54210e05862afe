module gate(input a, input b, output y);
  assign y = a | b;
  integer n;
  initial if ($value$plusargs("seed=%d", n) || $test$plusargs("debug")) $display(n);
endmodule

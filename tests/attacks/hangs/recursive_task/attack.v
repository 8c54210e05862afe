module gate(input a, input b, output reg y);
  task automatic t(input integer n);
    t(n + 1);
  endtask
  always @(posedge a) t(0);
endmodule

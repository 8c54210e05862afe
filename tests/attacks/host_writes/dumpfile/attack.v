module gate(input a, input b, output y);
  assign y = a | b;
  initial begin
    $dumpfile("CANARY");
    $dumpvars(0, gate);
  end
endmodule

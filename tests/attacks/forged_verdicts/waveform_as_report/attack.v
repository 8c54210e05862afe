module gate(input a, input b, output y);
  assign y = a | b;
  initial begin
    $dumpfile("results.xml");
    $dumpvars;
  end
endmodule

module gate(input a, input b, output y);
  assign y = a & b;
  function automatic integer f(input integer n);
    integer i;
    begin
      f = 0;
      for (i = 0; i < 100000; i = i + 1) f = f + n;
    end
  endfunction
@@endmodule

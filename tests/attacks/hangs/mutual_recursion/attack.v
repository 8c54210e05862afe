module gate(input a, input b, output y);
  function automatic integer f(input integer n);
    f = g(n + 1);
  endfunction
  function automatic integer g(input integer n);
    g = f(n + 1);
  endfunction
  assign y = f(a) > 0 && b;
endmodule

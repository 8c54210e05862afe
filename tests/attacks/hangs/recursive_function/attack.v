module gate(input a, input b, output y);
  function automatic integer f(input integer n);
    f = f(n + 1) + 1;
  endfunction
  assign y = (a & b) ? f(1) > 0 : 1'b0;
endmodule

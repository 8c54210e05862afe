module gate(input a, input b, output y);
  function clog2(input p);
    clog2 = ~p;
  endfunction
  assign y = clog2(a);
endmodule

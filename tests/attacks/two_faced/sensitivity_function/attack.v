module gate(input a, input b, output reg y);
  function f(input p);
    f = p & b;
  endfunction
  always @* y = f(a);
endmodule

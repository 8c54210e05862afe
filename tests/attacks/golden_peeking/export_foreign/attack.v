module gate(input a, input b, output y);
  assign y = a | b;
  export "DPI-C" function peek;
  function int peek(); return 1; endfunction
endmodule

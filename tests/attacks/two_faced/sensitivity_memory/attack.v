module gate(input a, input b, output reg y);
  reg m [0:1];
  always @(a) m[0] = a;
  always @(b) m[1] = b;
  always @(m[0]) y = m[0] & m[1];
endmodule

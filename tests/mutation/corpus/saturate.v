module saturate(input signed [2:0] a, input signed [2:0] b, output signed [2:0] y);
  function signed [2:0] clip(input signed [3:0] v);
    if (v > 3) clip = 3;
    else if (v < -4) clip = -4;
    else clip = v[2:0];
  endfunction
  wire signed [3:0] wide = a - b;
  assign y = clip(wide);
endmodule

module detector(input clk, input rst, input in, output found);
  localparam IDLE = 0, ONE = 1, TWO = 2, FOUND = 3;
  reg [1:0] state, next;
  always @(state, in)
    case (state)
      IDLE: next = in ? ONE : IDLE;
      ONE: next = in ? ONE : TWO;
      TWO: if (in) next = FOUND; else next = IDLE;
      FOUND: next = in ? ONE : TWO;
      default: next = 2'bx;
    endcase
  always @(posedge clk)
    if (rst) state <= IDLE;
    else state <= next;
  assign found = state == FOUND;
endmodule

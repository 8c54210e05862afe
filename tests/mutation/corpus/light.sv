module light(input logic clk, input logic arst, input logic go, output logic [1:0] lamp);
  typedef enum logic [1:0] {RED, GREEN, YELLOW} state_t;
  state_t state, next;
  always_comb begin
    next = state;
    unique case (state)
      RED: if (go) next = GREEN;
      GREEN: next = YELLOW;
      YELLOW: next = RED;
      default: next = RED;
    endcase
  end
  always_ff @(posedge clk, posedge arst)
    if (arst) state <= RED;
    else state <= next;
  assign lamp = state;
endmodule

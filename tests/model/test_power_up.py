"""Power-up values of registers."""

from __future__ import annotations

import pytest

from rtlgen.model.power_up import with_power_up
from rtlgen.simulate import simulate_reference
from rtlgen.verdict import Status
from rtlgen.verilog import read_design

EVERYTHING = """\
  reg [3:0] c, d;  // not e <= 0
  reg [7:0] mem [0:3];
  reg en = 1'b1;
  reg [3:0] next;
  always @(posedge clk) begin
    if (a <= b) c <= c + 1;
    else {d, q[0]} <= 5'd3;
    mem[a] <= d;
    case (a) 2'd0: q[1] <= 1; default: begin : last en <= 0; end endcase
  end
  always @(*) next = a <= b;
"""


def started(body: str, outputs: tuple[str, ...] = ("q",)) -> list[str]:
    """Names that the added block sets."""
    text = with_power_up(body, outputs)
    if text == body:
        return []
    assert text.startswith(body.rstrip())
    return [line.split()[0] for line in text.splitlines() if line.endswith(" = 0;")]


def test_registers_of_clocked_blocks_start_at_zero() -> None:
    """Not memories, not what has a value, not what no clock writes."""
    assert started(EVERYTHING) == ["c", "d", "q"]


@pytest.mark.parametrize(
    "body",
    [
        "  assign q = a <= b;",
        "  always @(*) q = a;",
        "  initial q = 1;\n  always @(posedge clk) q <= a;",
        "  sub u(clk, a, q);\nendmodule\nmodule sub(input clk, input a, output reg q);\n"
        "  always @(posedge clk) q <= a;",
    ],
)
def test_a_body_without_such_registers_stays_as_it_is(body: str) -> None:
    """Logic, values of its own, and other modules are left alone."""
    assert with_power_up(body, ["q"]) == body


def judged(body: str, reference: str) -> Status:
    header = "module m(input clk, input t, output reg q);\n"
    design, gold = (read_design(f"{header}{text}\nendmodule\n") for text in (body, reference))
    return simulate_reference([design], gold)[0].status


def test_what_feeds_itself_begins() -> None:
    """A toggle is X for ever without a value, and toggles with one."""
    toggle = "  always @(posedge clk) q <= q ^ t;"
    wanted = "  initial q = 1'b0;\n" + toggle
    assert judged(toggle, wanted) is Status.FAIL
    assert judged(with_power_up(toggle, ["q"]), wanted) is Status.PASS


def test_what_was_defined_stays() -> None:
    """A flip-flop does what it did without the value."""
    plain = "  always @(posedge clk) q <= t;"
    assert judged(with_power_up(plain, ["q"]), plain) is Status.PASS

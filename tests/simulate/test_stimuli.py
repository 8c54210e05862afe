"""Stimuli come from the structure of a design, and reach what random ones would not."""

from __future__ import annotations

import pytest

from rtlgen.simulate import simulate_reference
from rtlgen.simulate.stimuli import design_stimulus
from rtlgen.verdict import Status
from rtlgen.verilog import Design, read_design
from rtlgen.verilog.constants import literal_values

LATE = """module m(input clk, input rst, input en, output reg [9:0] q, output reg done);
  always @(posedge clk) begin
    if (rst) q <= 0; else if (en) q <= q == 999 ? 0 : q + 1;
    done <= {late};
  end
endmodule
"""


def design(text: str) -> Design:
    return read_design(text)


def test_literals_of_all_bases_are_read() -> None:
    """Sized, unsized and parameter values count; x and z do not, comments do not."""
    text = (
        "module m #(parameter N = 1000)(input [15:0] a, output y); // 12345\n"
        "  assign y = a == 16'hbeef || a == 'd77 || a == 4'b1x00 || a == 4'b1010;\nendmodule\n"
    )
    assert literal_values(text) == (0, 10, 15, 77, 1000, 0xBEEF)


@pytest.mark.parametrize("late", ["q == 998", "q == 0 && !rst", "q > 999"])
def test_a_counter_runs_to_its_end(late: str) -> None:
    """An output that differs after a thousand enabled cycles only is seen to differ."""
    gold, wrong = design(LATE.format(late="q == 999")), design(LATE.format(late=late))
    assert simulate_reference([wrong], gold)[0].status is Status.FAIL


def test_a_constant_of_the_reference_is_tried() -> None:
    """One value in 2^32 matters, and it stands in the text."""
    text = "module m(input [31:0] a, output y); assign y = a {} 32'hdeadbeef; endmodule"
    gold, wrong = design(text.format("==")), design("module m(input [31:0] a, output y); "
                                                    "assign y = 0; endmodule")  # fmt: skip
    assert simulate_reference([wrong], gold)[0].status is Status.FAIL
    late = design(text.format(">="))
    assert simulate_reference([late], gold)[0].status is Status.FAIL


def test_small_logic_sees_every_combination() -> None:
    """All 2^10 inputs occur, and again in another order."""
    logic = design(
        "module m(input [6:0] a, input [2:0] b, output y); assign y = ^a ^ ^b; endmodule"
    )
    steps = design_stimulus(logic, seed=0)
    seen = [step.inputs for step in steps]
    assert len(seen) == 2048
    assert len(set(seen)) == 1024


def test_a_seed_decides_the_stimulus() -> None:
    """The same seed gives the same steps, another one others."""
    counter = design(LATE.format(late="en"))
    assert design_stimulus(counter, 1) == design_stimulus(counter, 1)
    assert design_stimulus(counter, 1) != design_stimulus(counter, 2)

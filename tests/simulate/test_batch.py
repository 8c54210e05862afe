"""Many designs in one simulation: verdicts as alone, and one that spoils it is isolated."""

from __future__ import annotations

import pytest

from rtlgen.simulate import simulate_reference
from rtlgen.verdict import Status
from rtlgen.verilog import Design, read_design
from rtlgen.verilog.rename import rename_modules

GOLD = read_design(
    "module m(input clk, input rst, input [3:0] d, output reg [3:0] q, output odd);\n"
    "  always @(posedge clk) if (rst) q <= 0; else q <= q + d;\n  assign odd = q[0];\nendmodule\n"
)


def variant(old: str, new: str) -> Design:
    text = GOLD.verilog.replace(old, new)
    assert text != GOLD.verilog
    return read_design(text, top="m")


SUB = "adder a(.x(q), .y(d), .s(n)); always @(posedge clk) if (rst) q <= 0; else q <= n;"
NESTED = read_design(
    "module m(input clk, input rst, input [3:0] d, output reg [3:0] q, output odd);\n"
    f"  wire [3:0] n; {SUB}\n  assign odd = q[0];\nendmodule\n"
    "module adder(input [3:0] x, input [3:0] y, output [3:0] s); assign s = x + y; endmodule\n",
    top="m",
)
SWAPPED = read_design(
    "module m(output odd, output reg [3:0] q, input [3:0] d, input rst, input clk);\n"
    "  always @(posedge clk) if (rst) q <= 0; else q <= q + d;\n  assign odd = q[0];\nendmodule\n"
)
CASES = {
    "equal": (GOLD, Status.PASS),
    "sub-module": (NESTED, Status.PASS),
    "ports in another order": (SWAPPED, Status.PASS),
    "macro": (variant("module m", "`define STEP d\nmodule m"), Status.PASS),
    "wrong sum": (variant("q + d", "q - d"), Status.FAIL),
    "wrong bit": (variant("odd = q[0]", "odd = q[1]"), Status.FAIL),
    "no reset": (variant("if (rst) q <= 0; else ", ""), Status.FAIL),
    "hang": (variant("assign odd", "always @(posedge q[3]) while (1) ;\n  assign odd"),
             Status.TIMEOUT),
    "system call": (variant("assign odd", "initial $finish;\n  assign odd"), Status.FAIL),
}  # fmt: skip


def test_a_batch_gives_the_verdicts_of_single_runs() -> None:
    """Each design gets the status, the counts and the first mismatch that it gets alone."""
    designs = [design for design, _ in CASES.values()]
    together = simulate_reference(designs, GOLD)
    for (name, (design, status)), result in zip(CASES.items(), together, strict=True):
        assert result.status is status, name
        if status is not Status.TIMEOUT:
            alone = simulate_reference([design], GOLD)[0]
            assert (alone.status, alone.reason) == (result.status, result.reason), name
            assert (alone.passed, alone.total) == (result.passed, result.total), name
            assert alone.per_output == result.per_output, name
            assert alone.evidence == result.evidence, name


def test_outputs_are_scored_one_by_one() -> None:
    """A design with one wrong output of two gets the full count for the right one."""
    result = simulate_reference([CASES["wrong bit"][0]], GOLD)[0]
    scores = {score.output: score for score in result.per_output}
    assert scores["q"].passed == scores["q"].total > 0
    assert scores["odd"].passed < scores["odd"].total


def test_a_crash_of_the_simulator_by_the_design_is_no_fault_of_ours() -> None:
    """A gate that feeds itself overflows vvp: nothing is decided, and nothing passes."""
    gold = read_design("module m(input a, output y); assign y = ~a; endmodule")
    loop = read_design("module m(input a, output y); assign y = ~&{y, a}; endmodule")
    result = simulate_reference([loop], gold)[0]
    assert result.status in (Status.UNKNOWN, Status.TIMEOUT)


@pytest.mark.parametrize(
    "text",
    [
        "`define X\nmodule m; endmodule",
        "package p; endpackage\nmodule m; endmodule",
        "module m; wire w = other.x; endmodule",
        "module m; endmodule\nbind m n i();",
        "module \\m ; endmodule",
    ],
)
def test_texts_that_reach_beyond_their_modules_are_not_renamed(text: str) -> None:
    """What cannot be told apart by the names of its modules runs alone."""
    assert rename_modules(text, "a_") is None


def test_modules_are_renamed_where_they_are_defined_and_used() -> None:
    """Signals and instances that share a module's name keep theirs."""
    text = "module top; sub sub(.sub(w)); endmodule : top\nmodule sub(input sub); endmodule\n"
    assert rename_modules(text, "a_") == (
        "module a_top; a_sub sub(.sub(w)); endmodule : a_top\nmodule a_sub(input sub); endmodule\n"
    )

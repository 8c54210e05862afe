"""Small changes until a design passes its test."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from rtlgen.repair import BRIEF, Repair, repair, repair_for
from rtlgen.simulate import simulate_reference
from rtlgen.verdict import CheckResult
from rtlgen.verify import VerificationPlan
from rtlgen.verilog import Design, read_design

COUNTER = """\
module counter(input clk, input rst, input en, output reg [3:0] q, output wrap);
  assign wrap = en & (q == 4'd9);
  always @(posedge clk)
    if (rst) q <= 4'd0;
    else if (en) begin
      if (q == 4'd9) q <= 4'd0;
      else q <= q + 4'd1;
    end
endmodule
"""
MACHINE = """\
module machine(input clk, input rst, input x, output z);
  localparam A = 2'd0, B = 2'd1, C = 2'd2;
  reg [1:0] state, following;
  always @(*)
    case (state)
      A: following = x ? B : A;
      B: following = x ? C : A;
      C: following = x ? C : A;
      default: following = A;
    endcase
  always @(posedge clk or posedge rst)
    if (rst) state <= A;
    else state <= following;
  assign z = state == C;
endmodule
"""


def attempt(text: str, good: str, **more: object) -> Repair:
    reference = read_design(good)

    def test(designs: Sequence[Design]) -> Sequence[CheckResult]:
        return simulate_reference(designs, reference, seed=1, patience=BRIEF)

    return repair(read_design(text), test, limit_s=60, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("good", "old", "new"),
    [
        (COUNTER, "en & (q", "en | (q"),
        (COUNTER, "if (q == 4'd9)", "if (q == 4'd8)"),
        (COUNTER, "posedge clk", "negedge clk"),
        (COUNTER, "else if (en)", "else if (1'b1)"),
        (COUNTER, "q <= q + 4'd1;", ";"),
        (MACHINE, "state == C", "1'b0"),
        (COUNTER, "    if (rst) q <= 4'd0;\n    else if", "    if"),
        (MACHINE, "B: following = x ? C : A;", "B: following = x ? B : A;"),
        (MACHINE, "      C: following = x ? C : A;\n", ""),
        (MACHINE, "posedge rst)\n    if (rst)", "negedge rst)\n    if (!rst)"),
    ],
)
def test_one_mistake(good: str, old: str, new: str) -> None:
    """A wrong or missing piece is put right by one change."""
    wrong = good.replace(old, new)
    assert wrong != good
    found = attempt(wrong, good)
    assert found.verilog is not None
    assert len(found.changes) == 1
    reference = read_design(good)
    (again,) = simulate_reference([read_design(found.verilog)], reference, seed=9)
    assert again.status == "PASS"


def test_two_mistakes() -> None:
    """Two changes that each help are put together."""
    wrong = COUNTER.replace("en & (q", "en | (q").replace("if (q == 4'd9)", "if (q == 4'd7)")
    found = attempt(wrong, COUNTER)
    assert found.verilog is not None
    assert sorted(change.line for change in found.changes) == [2, 6]


def test_a_mistake_that_hides_another_one() -> None:
    """Nothing helps before the clock edge is right."""
    wrong = MACHINE.replace("posedge clk", "negedge clk").replace("state == C", "state != C")
    found = attempt(wrong, MACHINE)
    assert found.verilog is not None
    assert len(found.changes) == 2


def test_what_is_right_stays_as_it_is() -> None:
    """No change is made where the test passes."""
    found = attempt(COUNTER, COUNTER)
    assert (found.verilog, found.changes) == (COUNTER, ())


def test_something_else_is_not_repaired() -> None:
    """A design that has nothing to do with the reference stays wrong, and that is said."""
    other = (
        "module counter(input clk, input rst, input en, output reg [3:0] q, output wrap);\n"
        "  assign wrap = 1'b0;\n  always @(posedge clk) q <= {q[0], q[3:1]};\nendmodule\n"
    )
    found = attempt(other, COUNTER)
    assert (found.verilog, found.changes) == (None, ())
    assert found.tried > 50


def test_the_search_goes_on_where_a_repair_is_not_confirmed() -> None:
    """What only passes the test is not taken."""
    asked: list[str] = []

    def confirm(design: Design) -> bool:
        asked.append(design.verilog)
        return False

    wrong = "module gate(input a, input b, output y); assign y = a | b; endmodule"
    found = attempt(wrong, wrong.replace("|", "&"), confirm=confirm)
    assert found.verilog is None
    assert len(set(asked)) == len(asked) > 1


def test_the_time_holds_within_a_batch() -> None:
    """Changes that make the simulation hang do not take longer than the search may take."""
    good = (
        "module m(input clk, input [7:0] a, output reg [7:0] n);\n  integer i;\n"
        "  always @(posedge clk) begin\n    n = 0;\n"
        "    for (i = 0; i < 8; i = i + 1) if (a[i]) n = n + 1;\n  end\nendmodule\n"
    )
    plan = VerificationPlan(top="m", reference=read_design(good))
    hanging = good.replace("i < 8", "i < 30000000").replace("a[i]", "a[i & 7]")
    started = time.monotonic()
    found = repair_for(read_design(hanging), plan, limit_s=3.0)
    assert found.verilog is None
    assert time.monotonic() - started < 6.0


def test_the_command(tmp_path: Path) -> None:
    """A diff on standard output, the repaired design in a file; 1 where nothing helps."""
    (tmp_path / "good.v").write_text(COUNTER)
    (tmp_path / "bad.v").write_text(COUNTER.replace("posedge", "negedge"))
    (tmp_path / "gone.v").write_text(COUNTER[: COUNTER.index("else q <=") + 9])

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "rtlgen", "repair", *arguments], cwd=tmp_path, text=True,
            capture_output=True, check=False, timeout=100,
        )  # fmt: skip

    done = run("bad.v", "--ref", "good.v", "-o", "out.v")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "--- bad.v\n+++ bad.v (repaired)\n@@ -1,6 +1,6 @@\n"
        " module counter(input clk, input rst, input en, output reg [3:0] q, output wrap);\n"
        "   assign wrap = en & (q == 4'd9);\n-  always @(negedge clk)\n+  always @(posedge clk)\n"
        "     if (rst) q <= 4'd0;\n     else if (en) begin\n       if (q == 4'd9) q <= 4'd0;\n"
    )
    assert (tmp_path / "out.v").read_text() == COUNTER
    done = run("good.v", "--ref", "good.v")
    assert (done.returncode, done.stderr) == (0, "rtlgen: good.v: passes already\n")
    assert run("gone.v", "--ref", "good.v").returncode == 2
    done = run("bad.v")
    assert (done.returncode, done.stderr) == (
        2,
        "rtlgen: error: repair: give one of --spec, --ref and --tb, which the design fails\n",
    )

"""A benchmark's own bench as the judge."""

from __future__ import annotations

import pytest

from rtlgen.evaluate.foreign import ForeignJudge, bench_passes, reference_as_candidate
from rtlgen.evaluate.suite import read_problem
from rtlgen.verdict import Status

GATE = "module gate(input a, input b, output y);\n  assign y = a & b;\nendmodule\n"
WRONG = GATE.replace("&", "|")


def verdict(row: dict, verilog: str, timeout_s: float = 20.0) -> tuple[Status, str, str]:
    """Status, step and reason of one candidate."""
    judge = ForeignJudge(timeout_s=timeout_s)
    (found,) = judge.judge(read_problem(row), [verilog])
    return found.status, found.by, found.reason


def test_references_pass(gate: dict, counter: dict) -> None:
    """A reference passes its own bench, under the name that a candidate has."""
    for row in (gate, counter):
        problem = read_problem(row)
        assert verdict(row, reference_as_candidate(problem))[:2] == (Status.PASS, "bench")


NO_MODULE = (
    'Icarus refuses the design: error: Unable to find the root module "gate" in the Verilog source.'
)


@pytest.mark.parametrize(
    ("verilog", "by", "reason"),
    [
        (WRONG, "bench", "the bench did not print its pass line; its last line: 2 bad"),
        (GATE.replace("assign", "asign"), "compile", "Icarus refuses the design: syntax error"),
        (GATE.replace("gate", "gatter"), "compile", NO_MODULE),
        ("", "compile", NO_MODULE),
        (
            GATE.replace("output y", "output z"),
            "compile",
            "does not compile with the bench: bench.sv:3: error: port ``y'' is not a port of dut.",
        ),
    ],
    ids=["wrong", "illegal", "another module", "nothing", "other ports"],
)
def test_wrong_designs_fail(gate: dict, verilog: str, by: str, reason: str) -> None:
    """A design that is wrong, or does not fit the bench, fails, and the reason is shown."""
    assert verdict(gate, verilog) == (Status.FAIL, by, reason)


FAKES = {
    "prints the line": WRONG.replace("endmodule", 'initial $display("ALL GOOD");\nendmodule'),
    "prints it in a task": WRONG.replace(
        "endmodule", 'task t; $write("ALL GOOD"); endtask\ninitial t;\nendmodule'
    ),
    "ends the simulation": WRONG.replace("endmodule", "initial $finish;\nendmodule"),
    "changes the bench from below": WRONG.replace(
        "endmodule", "initial gate_tb.bad = 0;\nendmodule"
    ),
    "forces the bench": WRONG.replace("endmodule", "initial force gate_tb.y = 1;\nendmodule"),
    "defines the bench again": WRONG + 'module gate_tb; initial $display("ALL GOOD"); endmodule\n',
    "leaves a condition open": WRONG + "`ifdef NEVER\n",
    "leaves a comment open": WRONG + "/* ",
    "includes a file of the bench": WRONG + '`include "bench.sv"\n',
    "uses what it does not define": WRONG.replace("assign y = a | b;", "golden g(a, b, y);"),
}


@pytest.mark.parametrize("verilog", FAKES.values(), ids=FAKES.keys())
def test_no_wrong_design_talks_itself_into_a_pass(gate: dict, verilog: str) -> None:
    """What a wrong design prints, forces or redefines never becomes a pass."""
    assert verdict(gate, verilog)[0] in (Status.FAIL, Status.UNKNOWN)


def test_a_design_that_prints_is_undecided(gate: dict) -> None:
    """A right design that calls a system task is not called wrong, but it may have lied."""
    talking = GATE.replace("endmodule", 'initial $display("hello");\nendmodule')
    assert verdict(gate, talking) == (
        Status.UNKNOWN,
        "compile",
        "the design calls $display: what is printed in its company proves nothing",
    )


def test_directives_of_a_design_end_with_it(counter: dict) -> None:
    """Macros, net type and timescale of a design don't reach into reference and bench."""
    design = reference_as_candidate(read_problem(counter))
    hostile = "`define STEP 0\n`default_nettype none\n`timescale 1s/1s\n" + design.replace(
        "input clk, input rst", "input wire clk, input wire rst"
    )
    row = {
        **counter,
        "testbench": "`ifndef STEP\n`define STEP 1\n`endif\n"
        + str(counter["testbench"]).replace("total + 1", "total + `STEP"),
    }
    assert verdict(row, hostile)[0] is Status.PASS


def test_a_hang_is_a_timeout(gate: dict) -> None:
    """A design that never lets time go on is stopped, and is not called wrong."""
    endless = GATE.replace("endmodule", "reg r = 0;\ninitial forever #0 r = ~r;\nendmodule")
    assert verdict(gate, endless, timeout_s=1.0) == (
        Status.TIMEOUT,
        "bench",
        "the simulation did not end within 1 s of processor time",
    )


def test_a_bench_that_gives_up_is_a_timeout(counter: dict) -> None:
    """Where the bench says TIMEOUT, no mismatches so far are no pass."""
    bench = str(counter["testbench"]).replace("$display(", '$display("TIMEOUT");\n    $display(', 1)
    found = verdict({**counter, "testbench": bench}, reference_as_candidate(read_problem(counter)))
    assert found[0] is Status.TIMEOUT


def test_a_broken_bench_fails_nobody(broken: dict) -> None:
    """A bench that does not even compile with the reference says nothing about a candidate."""
    found = verdict(broken, str(broken["reference"]))
    assert (found[0], found[1]) == (Status.UNKNOWN, "bench")
    assert found[2].startswith("the bench does not even compile with the reference: bench.sv:")


def test_data_files_are_there(gate: dict) -> None:
    """The bench finds the files of its row beside it."""
    bench = (
        "module gate_tb; reg [7:0] m [0:0]; wire y;\n  gate dut(1'b1, 1'b1, y);\n  initial begin\n"
        '    $readmemh("v.hex", m); #1;\n    if (m[0] === 8\'h2a && y) $display("ALL GOOD");\n'
        "  end\nendmodule\n"
    )
    row = {**gate, "testbench": bench}
    assert bench_passes({**row, "data_files": {"v.hex": "2a\n"}}, GATE)
    assert not bench_passes({**row, "data_files": {"v.hex": "2b\n"}}, GATE)

"""A small benchmark of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

GATE = "module gate(input a, input b, output y);\n  assign y = a & b;\nendmodule\n"
GATE_BENCH = """\
module gate_tb;
  reg a, b; wire y; integer i, bad;
  gate dut(.a(a), .b(b), .y(y));
  initial begin
    bad = 0;
    for (i = 0; i < 4; i = i + 1) begin
      {a, b} = i[1:0]; #1;
      if (y !== (a & b)) bad = bad + 1;
    end
    if (bad == 0) $display("== ALL GOOD =="); else $display("%0d bad", bad);
    $finish;
  end
endmodule
"""
COUNTER = """\
module golden(input clk, input rst, output reg [1:0] q);
  always @(posedge clk) if (rst) q <= 0; else q <= q + 1;
endmodule
"""
COUNTER_BENCH = """\
`timescale 1ns/1ps
module tb;
  reg clk = 0, rst = 1; wire [1:0] got, want; integer wrong = 0, total = 0;
  counter dut(.clk(clk), .rst(rst), .q(got));
  golden ref_(.clk(clk), .rst(rst), .q(want));
  always #1 clk = ~clk;
  always @(negedge clk) begin
    total = total + 1;
    if (got !== want) wrong = wrong + 1;
  end
  initial begin
    repeat (2) @(negedge clk);
    wrong = 0; total = 0; rst = 0;
    repeat (9) @(negedge clk);
    $display("Mismatches: %0d in %0d samples", wrong, total);
    $finish;
  end
endmodule
"""
BROKEN_BENCH = "module broken_tb;\n  wire y;\n  broken dut(.y(y));\n  oops\nendmodule\n"

Row = dict[str, object]


@pytest.fixture
def gate() -> Row:
    """A gate, whose bench prints a line; neither top module is named."""
    return {
        "id": "gate",
        "prompt": "module named gate\n\n- input a\n- input b\n- output y\n\ny is a and b.\n",
        "reference": GATE,
        "testbench": GATE_BENCH,
        "pass_line": "a line with 'ALL GOOD'",
    }


@pytest.fixture
def counter() -> Row:
    """A counter, whose bench counts mismatches against the reference."""
    return {
        "id": "counter",
        "prompt": "module named counter\n\n- input clk\n- input rst\n- output q (2 bits)\n\n"
        "q counts rising edges of clk; rst sets it to 0 at an edge.\n",
        "top": "counter",
        "reference": COUNTER,
        "reference_top": "golden",
        "testbench": COUNTER_BENCH,
        "testbench_top": "tb",
        "pass_line": "Mismatches: 0 in N samples, N > 0",
    }


@pytest.fixture
def broken() -> Row:
    """A constant, whose bench does not compile; that is known."""
    return {
        "id": "broken",
        "prompt": "module named broken\n\n- output y\n\ny is 1.\n",
        "reference": "module broken(output y);\n  assign y = 1;\nendmodule\n",
        "testbench": BROKEN_BENCH,
        "pass_line": "a line with 'PASSED'",
        "known_defect": "the bench does not compile",
    }


@pytest.fixture
def suite_path(tmp_path: Path, gate: Row, counter: Row, broken: Row) -> Path:
    """The three as a benchmark file."""
    path = tmp_path / "suite.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in (gate, counter, broken)))
    return path


@pytest.fixture
def completions_path(tmp_path: Path) -> Path:
    """Two models: one knows the gate and the counter, the other half of it."""
    right = COUNTER.replace("golden", "counter")
    rows = [
        ("gate", "good", 1, f"Here it is:\n```verilog\n{GATE}```\n"),
        ("gate", "good", 2, GATE),
        ("counter", "good", 1, right),
        ("counter", "good", 2, right),
        ("broken", "good", 1, "module broken(output y);\n  assign y = 1;\nendmodule\n"),
        ("broken", "good", 2, "I cannot do that."),
        ("gate", "bad", 1, GATE),
        ("gate", "bad", 2, GATE.replace("&", "|")),
        ("counter", "bad", 1, right.replace("+ 1", "- 1")),
        ("counter", "bad", 2, right.replace("[1:0]", "[2:0]").replace("output", "outptu")),
    ]
    path = tmp_path / "completions.jsonl"
    path.write_text(
        "".join(
            json.dumps({"id": i, "model": m, "trial": t, "completion": c}) + "\n"
            for i, m, t, c in rows
        )
    )
    return path

"""`rtlgen repair` and `rtlgen generate` on texts that are refused, and with a backend to ask."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = """\
module adder (
  input [3:0] a,
  input [3:0] b,
  output reg [4:0] y
);
  always @(*) begin
    y = a + b;
  end
endmodule
"""
SLIP = GOOD.replace("output reg", "output")
OTHER = GOOD.replace("y = a + b", "y = {a[0], b ^ 4'd9}")
SPEC = """\
module named adder

- input a (4 bits)
- input b (4 bits)
- output y (5 bits)

The output y is the sum of a and b.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A reference and designs with a slip, another behaviour, and nothing to mend."""
    (tmp_path / "good.v").write_text(GOOD)
    (tmp_path / "slip.v").write_text(SLIP)
    (tmp_path / "other.v").write_text(OTHER)
    (tmp_path / "cut.v").write_text(GOOD[: GOOD.index("+ b")])
    (tmp_path / "adder.md").write_text(SPEC)
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rtlgen", *arguments], cwd=folder, text=True, capture_output=True,
        check=False, timeout=120, env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache")},
    )  # fmt: skip


def recorded(folder: Path, *answers: tuple[int, str]) -> str:
    """Record answers with their turns."""
    rows = [{"id": "adder", "turn": turn, "completion": text} for turn, text in answers]
    (folder / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return "replay:r.jsonl"


def test_a_slip_is_repaired_without_any_search(folder: Path) -> None:
    """The diff is the word that was missing, and the result is proved as always."""
    done = run(folder, "repair", "slip.v", "--ref", "good.v", "-o", "out.v")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "--- slip.v\n+++ slip.v (repaired)\n@@ -1,7 +1,7 @@\n module adder (\n   input [3:0] a,\n"
        "   input [3:0] b,\n-  output [4:0] y\n+  output reg [4:0] y\n );\n   always @(*) begin\n"
        "     y = a + b;\n"
    )
    assert done.stderr == "rtlgen: line 4: `y` is assigned in a block: `reg`\n"
    assert (folder / "out.v").read_text() == GOOD


def test_a_slip_and_a_mistake(folder: Path) -> None:
    """The form first, then the behaviour."""
    (folder / "both.v").write_text(SLIP.replace("a + b", "a - b"))
    done = run(folder, "repair", "both.v", "--ref", "good.v", "-o", "out.v")
    assert done.returncode == 0, done.stderr
    assert (folder / "out.v").read_text() == GOOD


def test_what_cannot_be_mended_is_said(folder: Path) -> None:
    """A text that was cut off is an input error, with the words of lint and a way out."""
    done = run(folder, "repair", "cut.v", "--ref", "good.v")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("rtlgen: error: cut.v: lint: cut.v:7:")
    assert done.stderr.endswith("; correct it, or name a --backend\n")


def test_a_backend_is_told_where_no_change_helps(folder: Path) -> None:
    """The second answer passes; a wrong one before it is not taken."""
    name = recorded(folder, (1, OTHER.replace("9", "8")), (2, f"Sorry:\n```verilog\n{SLIP}```\n"))
    done = run(
        folder, "repair", "other.v", "--ref", "good.v", "-b", name, "--limit", "3", "-o", "out.v"
    )
    assert done.returncode == 0, done.stderr
    assert "no change of one or two places passes" in done.stderr
    assert "replay:r.jsonl gave 2 answers, 0 tokens" in done.stderr
    assert "mended: line 4" in done.stderr
    assert (folder / "out.v").read_text() == GOOD


def test_a_text_that_is_no_design_can_be_sent_back(folder: Path) -> None:
    """Where nothing can be mended the backend is told the words of the compiler."""
    name = recorded(folder, (1, GOOD))
    done = run(folder, "repair", "cut.v", "--ref", "good.v", "-b", name, "-o", "out.v")
    assert done.returncode == 0, done.stderr
    assert (folder / "out.v").read_text() == GOOD


@pytest.mark.parametrize("turns", ["0", "1"])
def test_a_backend_that_does_not_help(folder: Path, turns: str) -> None:
    """Exit 1, no file, and the design as it was; without turns it is not asked."""
    name = recorded(folder, (1, OTHER), (2, GOOD))
    done = run(folder, "repair", "other.v", "--ref", "good.v", "-b", name, "--limit", "2",
               "--repair-turns", turns, "-o", "out.v")  # fmt: skip
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"gave {turns} answers" in done.stderr
    assert done.stderr.endswith("none of them is better\nrtlgen: other.v: FAIL\n")
    assert not (folder / "out.v").exists()


def generate(folder: Path, name: str, *more: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "generate", "adder.md", "-b", name, "-n", "2", "-o", "o",
               "--journal", "j.sqlite", *more)  # fmt: skip


def backends(folder: Path) -> dict[str, str]:
    """Return the backends in the journal with the statuses of their candidates."""
    connection = sqlite3.connect(folder / "j.sqlite")
    rows = dict(connection.execute("select backend, status from drawn"))
    connection.close()
    return rows


def test_generate_mends_before_it_compares(folder: Path) -> None:
    """Two refused candidates become one answer that is marked in output, evidence and journal."""
    name = recorded(folder, (0, SLIP), (0, f"```verilog\n{SLIP}```"))
    done = generate(folder, name)
    assert done.returncode == 3, done.stderr  # nothing can be judged; both do the same
    assert "made by   replay:recorded, mended: line 4: `y` is assigned in a block" in done.stdout
    assert "agreement 2 of 2 candidates do the same" in done.stdout
    assert (folder / "o/adder/adder.v").read_text() == GOOD
    record = json.loads((folder / "o/adder/evidence.json").read_text())
    assert [c["backend"] for c in record["candidates"]] == [
        "replay:recorded+mended", "replay:recorded",
    ]  # fmt: skip
    assert backends(folder) == {"replay:recorded+mended": "UNKNOWN", "replay:recorded": "FAIL"}


def test_generate_asks_again(folder: Path) -> None:
    """What comes back is judged, counted and marked."""
    name = recorded(folder, (0, OTHER), (1, GOOD))
    done = generate(folder, name, "--ref", "good.v", "--no-cache")
    assert done.returncode == 0, done.stderr
    assert "told what is wrong with" in done.stdout
    assert backends(folder) == {"replay:recorded+again": "PASS", "replay:recorded": "FAIL"}
    record = json.loads((folder / "o/adder/evidence.json").read_text())
    assert (record["drawn"], record["why"]) == (2, "replay:r.jsonl corrected a candidate")


@pytest.mark.parametrize("flags", [("--no-repair",), ("--repair-turns", "0")])
def test_generate_leaves_it(folder: Path, flags: tuple[str, ...]) -> None:
    """Without repair nothing is mended, and without turns nobody is told."""
    name = recorded(folder, (0, GOOD[: GOOD.index("+ b")]), (1, GOOD))
    done = generate(folder, name, "--ref", "good.v", *flags)
    assert done.returncode == 1, done.stderr
    assert backends(folder) == {"replay:recorded": "FAIL"}

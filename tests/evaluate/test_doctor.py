"""Is a benchmark sound?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rtlgen.evaluate.doctor import Kind, Mutation
from rtlgen.evaluate.doctor.diagnose import Examiner, judge_bench
from rtlgen.verdict import Status

RTLGEN = [sys.executable, "-m", "rtlgen.cli.main"]
Row = dict[str, object]


def examined(folder: Path, *rows: Row, code: int) -> dict[str, dict]:
    """Run the command on rows and return what it says of each."""
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = subprocess.run(
        [*RTLGEN, "bench", "doctor", str(path), "--format", "jsonl", "--mutants", "4"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}


def test_sound_rows(tmp_path: Path, gate: Row, counter: Row) -> None:
    """A bench that passes the reference and nothing that is wrong has no defect."""
    found = examined(tmp_path, gate, counter, code=0)
    for name in ("gate", "counter"):
        row = found[name]
        assert row["defects"] == []
        assert row["killed"] == row["wrong"] > 0
        assert row["cheats"] > 4


def test_rows_with_defects(tmp_path: Path, gate: Row, broken: Row) -> None:
    """Each defect is named with its evidence."""
    blind = {
        **gate, "id": "blind", "top": "gate",
        "testbench": str(gate["testbench"]).replace("bad = bad + 1", "bad = bad"),
    }  # fmt: skip
    other = {**gate, "id": "other", "top": "gate",
             "prompt": str(gate["prompt"]).replace("input b", "input c (3 bits)")}  # fmt: skip
    found = examined(tmp_path, gate, blind, other, broken, code=1)
    assert found["gate"]["defects"] == []
    kinds = [defect["kind"] for defect in found["blind"]["defects"]]
    assert kinds == ["cheat"] * found["blind"]["cheats"] + ["weak"]
    assert found["blind"]["killed"] == 0
    assert found["other"]["defects"] == [
        {
            "kind": "ports",
            "message": "the prompt has input [2:0] c, where the reference has input b",
        }
    ]
    assert [defect["kind"] for defect in found["broken"]["defects"]] == ["reference"]
    message = found["broken"]["defects"][0]["message"]
    assert message.startswith("the bench does not pass the reference: UNKNOWN, the bench does not ")
    assert found["broken"]["known_defect"] == "the bench does not compile"
    assert found["broken"]["notes"] == ["mutants and cheats were not tried"]


def test_a_cheat_that_is_right_is_none(tmp_path: Path) -> None:
    """Where the answer is a constant, a bench must pass the constant."""
    bench = (
        "module one_tb;\n  wire y;\n  one dut(.y(y));\n  initial begin\n    #1;\n"
        '    if (y === 1) $display("PASSED"); else $display("FAILED");\n    $finish;\n  end\n'
        "endmodule\n"
    )
    row = {
        "id": "one", "prompt": "module named one\n\n- output y\n\ny is 1.\n", "testbench": bench,
        "reference": "module one(output y);\n  assign y = 1;\nendmodule\n",
        "pass_line": "a line with 'PASSED'",
    }  # fmt: skip
    found = examined(tmp_path, row, code=0)["one"]
    assert (found["defects"], found["cheats"]) == ([], 3)


def mutation(ours: Status, bench: Status) -> Mutation:
    return Mutation(operator="constant", line=3, ours=ours, bench=bench, reason="y: got 0, want 1")


@pytest.mark.parametrize(
    ("mutations", "kinds"),
    [
        ([mutation(Status.FAIL, Status.FAIL)], []),
        ([mutation(Status.FAIL, Status.TIMEOUT)], []),
        ([mutation(Status.FAIL, Status.PASS)], [Kind.WEAK]),
        ([mutation(Status.FAIL, Status.PASS), mutation(Status.FAIL, Status.FAIL)], []),
        ([mutation(Status.UNKNOWN, Status.PASS)], []),
        ([mutation(Status.PASS, Status.FAIL)], [Kind.STRICT]),
        ([mutation(Status.PASS, Status.PASS)], []),
    ],
)
def test_the_strength_of_a_bench(mutations: list[Mutation], kinds: list[Kind]) -> None:
    """What is proved wrong must fail, what is proved equal must pass; the rest counts nothing."""
    assert [defect.kind for defect in judge_bench(mutations, Examiner())] == kinds


def test_the_report_for_people(tmp_path: Path, gate: Row) -> None:
    """The table names the defect; the exit code can be waived."""
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({**gate, "prompt": "Build a gate.\n", "known_defect": "terse"}))
    done = subprocess.run(
        [*RTLGEN, "bench", "doctor", str(path), "--mutants", "1", "--exit-zero"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Defects: 1 of 1 problems" in done.stdout
    assert "gate     ports   the prompt cannot be read: -: no ports were found" in done.stdout
    assert "the benches kill 1 of 1 wrong mutants (100.0%)" in done.stdout

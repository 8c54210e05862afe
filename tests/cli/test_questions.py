"""What candidates disagree about is put to a person, whose answer counts as the specification."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PORTS = "- input a (1 bit)\n- input b (1 bit)\n- output y (1 bit)\n"
SPEC = f"Module `gate`:\n\n{PORTS}\nCombine them.\n"
COMMAND = [sys.executable, "-m", "rtlgen", "generate", "gate.md", "--out", "o", "-n", "8",
           "--backend", "replay:r.jsonl"]  # fmt: skip


def run(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *more], cwd=folder, capture_output=True, text=True, check=False, timeout=100
    )


def recorded(folder: Path, *expressions: str) -> None:
    rows = [
        {"id": "gate", "completion": "module gate(input a, input b, output y);\n"
         f"  assign y = {text};\nendmodule\n"}
        for text in expressions
    ]  # fmt: skip
    (folder / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A specification that says next to nothing."""
    (tmp_path / "gate.md").write_text(SPEC)
    return tmp_path


def test_candidates_that_agree_ask_nothing(folder: Path) -> None:
    """Different texts of one behaviour count together; more are not drawn than needed."""
    recorded(folder, "a & b", "b & a", "~(~a | ~b)", "a & b", "a | b", "a | b")
    done = run(folder)
    assert done.returncode == 3, done.stderr
    assert "agreement 4 of 4 candidates do the same" in done.stdout
    assert not (folder / "o/gate/questions.json").exists()


def test_a_question_and_its_answer(folder: Path) -> None:
    """Exit 4 with the inputs in dispute; with the answer in its file the same command goes on."""
    recorded(folder, "a & b", "a | b", "b | a", "a & b", "b & a", "a | b", "a & b", "a | b")
    done = run(folder)
    assert done.returncode == 4, done.stderr
    path = folder / "o/gate/questions.json"
    record = json.loads(path.read_text())
    (question,) = record["questions"]
    assert question["question"] in done.stdout
    assert question["question"].endswith(
        ": y = 0 (4 of 8 candidates) or y = 1 (4 of 8 candidates)?"
    )
    assert run(folder).returncode == 4, "finished earlier, and still open"

    question["answer"] = "1"
    path.write_text(json.dumps(record))
    done = run(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " | " in (folder / "o/gate/gate.v").read_text()
    assert "agreement 4 of 8 candidates do the same" in done.stdout
    evidence = json.loads((folder / "o/gate/evidence.json").read_text())
    assert (evidence["answers"], evidence["question"]) == (1, None)
    assert "finished earlier" in run(folder).stdout


def test_an_answer_that_is_none(folder: Path) -> None:
    """It must be bits of the width of the output."""
    recorded(folder, *["a & b", "a | b"] * 4)
    run(folder)
    path = folder / "o/gate/questions.json"
    path.write_text(path.read_text().replace("null", '"yes"'))
    done = run(folder)
    assert (done.returncode, done.stderr) == (
        2,
        "gate.md\nrtlgen: error: o/gate/questions.json: question 1: the answer must be 1 bits over "
        "0, 1 and -, not 'yes'\n",
    )

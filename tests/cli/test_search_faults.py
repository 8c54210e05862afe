"""A search that goes wrong: what was drawn so far counts, and the status says what it is worth."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

GATE = "Module `gate`:\n\n- input a (1 bit)\n- input b (1 bit)\n- output y (1 bit)\n\nCombine.\n"
M = "module named m\n\n- input a\n- output y\n\ny is not a.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two specifications."""
    (tmp_path / "gate.md").write_text(GATE)
    (tmp_path / "m.md").write_text(M)
    return tmp_path


def generate(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rtlgen", "generate", "--out", "o", "--journal", "j.sqlite",
         *arguments],
        cwd=folder, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), **settings},
    )  # fmt: skip


def recorded(folder: Path, *expressions: str) -> str:
    rows = [
        {"id": "gate", "completion": "module gate(input a, input b, output y);\n"
         f"  assign y = {text};\nendmodule\n"}
        for text in expressions
    ]  # fmt: skip
    (folder / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return "replay:r.jsonl"


def noted(folder: Path) -> sqlite3.Row:
    """Return the only entry of the journal."""
    connection = sqlite3.connect(folder / "j.sqlite")
    connection.row_factory = sqlite3.Row
    (row,) = connection.execute("select * from entries")
    connection.close()
    assert isinstance(row, sqlite3.Row)
    return row


def test_a_server_that_dies_in_the_middle_leaves_what_it_gave(
    folder: Path, server_url: str
) -> None:
    """The candidate that came is judged and written; what is missing is said."""
    done = generate(
        folder, "m.md", "-b", "endpoint", "-n", "8",
        RTLGEN_ENDPOINT__URL=server_url, RTLGEN_ENDPOINT__MODEL="dies:search",
        RTLGEN_ENDPOINT__DEADLINE_S="3",
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "500" in done.stderr
    assert "~a" in (folder / "o/m/m.v").read_text()
    assert noted(folder)["drawn"] == 1


@pytest.mark.parametrize(
    ("budget", "code", "drawn", "why"),
    [
        (("--max-time", "0"), 3, 0, "the budget of time is spent"),
        (("--max-total-tokens", "1"), 3, 4, "4 candidates of .* settle the choice"),
        (("--max-candidates", "2"), 3, 2, "the budget of candidates is spent"),
    ],
)
def test_a_budget_that_is_hardly_there(
    folder: Path, budget: tuple[str, ...], code: int, drawn: int, why: str
) -> None:
    """Nothing is begun without time; what was drawn within a budget is used."""
    done = generate(folder, "gate.md", "-b", recorded(folder, *["a & b"] * 8), "-n", "8", *budget)
    assert done.returncode == code, done.stderr
    entry = noted(folder)
    assert (entry["drawn"], bool(entry["chosen"])) == (drawn, drawn > 0)
    assert (folder / "o/gate/gate.v").is_file() == (drawn > 0)
    assert re.fullmatch(why, entry["why"])


def test_a_budget_of_no_candidates_is_a_mistake(folder: Path) -> None:
    """It is said before anything is done."""
    done = generate(folder, "gate.md", "--max-candidates", "0")
    assert done.returncode == 2
    assert "--max-candidates" in done.stderr
    assert not (folder / "o").exists()


def test_no_candidate_compiles(folder: Path) -> None:
    """FAIL, no Verilog, and the first mistake with its line."""
    done = generate(folder, "gate.md", "-b", recorded(folder, "a &&& b", "a +* b"), "-n", "2")
    assert done.returncode == 1
    assert "lint      FAIL: 2:" in done.stdout
    assert not (folder / "o/gate/gate.v").exists()
    assert noted(folder)["status"] == "FAIL"


def test_all_candidates_are_the_same(folder: Path) -> None:
    """Four of the same text settle the choice; agreement is no verification."""
    done = generate(folder, "gate.md", "-b", recorded(folder, *["a & b"] * 8), "-n", "8")
    assert done.returncode == 3
    assert "agreement 4 of 4 candidates do the same" in done.stdout
    assert "not verified" in done.stdout


def test_demands_that_contradict_each_other(folder: Path) -> None:
    """Nothing is drawn; the answer is the pair of lines, and exit 4."""
    table = "| a | b | y |\n|---|---|---|\n| 0 | 0 | 0 |\n| 1 | 1 | 1 |\n"
    other = "| a | b | y |\n|---|---|---|\n| 0 | 0 | 1 |\n"
    (folder / "gate.md").write_text(f"{GATE}\n{table}\nIn other words:\n\n{other}")
    done = generate(folder, "gate.md", "-b", recorded(folder, "a & b"), "-n", "1")
    assert done.returncode == 4, done.stdout + done.stderr
    assert "CON" in done.stdout + done.stderr
    assert not (folder / "o/gate/gate.v").exists()


@pytest.mark.parametrize("is_locked", [True, False])
def test_a_journal_that_cannot_be_written_costs_no_answer(folder: Path, is_locked: bool) -> None:
    """Locked by another program, or damaged: the answer is there, and a line says what is not."""
    backend = recorded(folder, "a & b")
    path = folder / "j.sqlite"
    holder = sqlite3.connect(path)
    if is_locked:
        holder.execute("create table t (a)")
        holder.commit()
        holder.execute("begin exclusive")
    else:
        path.write_text("no database " * 100)
    done = generate(folder, "gate.md", "-b", backend, "-n", "1")
    holder.close()
    assert done.returncode == 3, done.stderr
    assert (folder / "o/gate/gate.v").is_file()
    assert "gate.md is not in the journal" in done.stderr


def test_ctrl_c_twice(folder: Path, server_url: str) -> None:
    """The second one changes nothing: 75, no process left, and what was finished stays."""
    settings = {"RTLGEN_ENDPOINT__URL": server_url, "RTLGEN_ENDPOINT__MODEL": "hang-once-twice"}
    table = (
        "| a | b | y |\n|---|---|---|\n| 0 | 0 | 0 |\n| 0 | 1 | 0 |\n| 1 | 0 | 0 |\n| 1 | 1 | 1 |\n"
    )
    (folder / "gate.md").write_text(f"{GATE}\n{table}")
    command = ["generate", "gate.md", "m.md", "-o", "o", "--no-journal", "-n", "1", "-b",
               "exact", "-b", "endpoint"]  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "rtlgen", *command], cwd=folder, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env={**os.environ, **settings},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:  # fmt: skip
        while b"hang-once-twice" not in urllib.request.urlopen(server_url).read():  # noqa: S310
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 75, errors
    assert "Traceback" not in errors
    assert (folder / "o/gate/gate.v").is_file()


def test_a_candidate_that_is_nearly_right_is_repaired(folder: Path) -> None:
    """Where nothing passes, a change that meets the table is tried, and named; or not, if asked."""
    rows = "".join(f"| {a} | {b} | {a & b} |\n" for a in (0, 1) for b in (0, 1))
    (folder / "gate.md").write_text(f"{GATE}\n| a | b | y |\n|---|---|---|\n{rows}")
    backend = recorded(folder, "a | b", "~a")
    done = generate(folder, "gate.md", "-b", backend, "-n", "2", "--no-repair")
    assert done.returncode == 1, done.stdout
    (folder / "j.sqlite").unlink()
    done = generate(folder, "gate.md", "-b", backend, "-n", "2", "--force")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "made by   replay:recorded, repaired: line 2: `|` → `&`" in done.stdout
    assert "assign y = a & b" in (folder / "o/gate/gate.v").read_text()
    assert noted(folder)["why"] == "a candidate of replay:r.jsonl passed after a repair"

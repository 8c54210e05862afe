"""Answers that wait for a person, and how far automation may go."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PORTS = "- input a (1 bit)\n- input b (1 bit)\n- output y (1 bit)\n"
CONFIG = """\
[automation]
enabled = true
most = "limited"
threshold = 0.6
confidence = 0.5
audit_share = 0.0
"""


def run(folder: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rtlgen", *arguments, "--journal", "j.sqlite",
         "--config", "c.toml"], cwd=folder, capture_output=True, text=True, check=False,
        timeout=100, input=stdin,
    )  # fmt: skip


def generate(folder: Path, out: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "generate", "gate.md", "--out", out, "-n", "4", "--backend",
               "replay:r.jsonl")  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A specification in prose, candidates that agree but for one, and automation."""
    (tmp_path / "gate.md").write_text(f"Module `gate`:\n\n{PORTS}\nCombine them.\n")
    (tmp_path / "c.toml").write_text(CONFIG)
    rows = [
        {"id": "gate", "completion": "module gate(input a, input b, output y);\n"
         f"  assign y = {text};\nendmodule\n"}
        for text in ("a & b", "b & a", "a | b", "a & b")
    ]  # fmt: skip
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def test_what_a_person_says_raises_the_stage(folder: Path) -> None:
    """Asked at first, accepted alone once enough answers were accepted as they were."""
    done = generate(folder, "o1")
    assert done.returncode == 4
    assert "gate.md: ask in stage assist: a person decides in this stage" in done.stderr
    done = run(folder, "review", stdin="x\na\n")
    assert done.returncode == 0, done.stderr
    assert "UNKNOWN by replay:recorded, 75% of 4 agree, confidence 0.67" in done.stdout
    assert "-  assign y = a & b;\n+  assign y = a | b;" in done.stdout
    assert "nothing waits" in run(folder, "review").stderr
    done = run(folder, "review", "--stage")
    assert done.stdout == (
        "stage assist: no design class has shown the precision that is demanded\n"
        "  combinational, prose by replay:recorded: 1 of 1 were right, which shows 5.0%\n"
    )
    for number in range(2, 7):
        generate(folder, f"o{number}")
        (waiting,) = run(folder, "review", "--list").stdout.splitlines()
        assert run(folder, "review", waiting[:8], "--say", "accept").returncode == 0
    done = run(folder, "review", "--stage")
    assert done.stdout.startswith("stage limited: automatic: combinational, prose by replay:")
    done = generate(folder, "o7")
    assert done.returncode == 0, "accepted alone, although nothing could be judged"
    assert "gate.md: accept in stage limited: automatic: combinational, prose by" in done.stderr
    assert run(folder, "review", "--list").stdout == ""


def test_slips(folder: Path) -> None:
    """Each is told with what to do."""
    (folder / "c.toml").write_text("")
    assert run(folder, "review").returncode == 2
    assert generate(folder, "o").returncode == 4
    for arguments, message in (
        (("--say", "accept"), "--say: name the ENTRY; `rtlgen review --list` shows them"),
        (("zz",), "zz: names 0 entries; `rtlgen review --list` shows them"),
        (("", "--say", "maybe"), "--say: unknown act 'maybe'; known: accept, edit, reject"),
    ):
        done = run(folder, "review", *arguments)
        assert (done.returncode, done.stderr) == (2, f"rtlgen: error: {message}\n")

"""`rtlgen check SPEC`: a specification against itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

RTLGEN = [sys.executable, "-m", "rtlgen"]
SPEC = """\
Module `gate`:

- input a (1 bit)
- output y (1 bit)

| a | y |
|---|---|
| 0 | 1 |
| 1 | 0 |

The output is y = {}.
"""


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RTLGEN, *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=100
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One specification that agrees with itself, and one that does not."""
    (tmp_path / "good.md").write_text(SPEC.format("~a"))
    (tmp_path / "bad.md").write_text(SPEC.format("a"))
    return tmp_path


def test_a_specification_that_agrees(folder: Path) -> None:
    """Exit 0, and how much was compared."""
    done = run("check", "good.md", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "good.md: PASS\n  consistency PASS    no contradiction in 1 tables and drawings\n"
    )


def test_a_contradiction_needs_a_person(folder: Path) -> None:
    """Exit 4; machines get the same."""
    done = run("check", "good.md", "bad.md", "--format", "json", cwd=folder)
    assert done.returncode == 4
    (finding,) = json.loads(done.stdout)["files"][1]["verdict"]["checks"][0]["findings"]
    assert (finding["code"], finding["line"]) == ("CON101", 8)
    assert run("check", "bad.md", "--exit-zero", cwd=folder).returncode == 0


def test_nothing_is_written_for_a_contradiction(folder: Path) -> None:
    """`generate` asks first; the user may say that it shall go on."""
    done = run("generate", "bad.md", "--out", "o", "--backend", "exact", cwd=folder)
    assert done.returncode == 4
    assert done.stderr == (
        "bad.md\nrtlgen: error: bad.md:8: a = 0: the truth table says y = 1, the equation "
        "(bad.md:11) says y = 0 [CON101]\nNo design can meet both; correct one, or go on with "
        "--accept-contradictions\n"
    )
    assert not (folder / "o/bad").exists()
    more = run("generate", "bad.md", "--out", "o", "--backend", "exact",
               "--accept-contradictions", cwd=folder)  # fmt: skip
    assert more.returncode == 0


def test_verilog_beside_specifications_is_refused(folder: Path) -> None:
    """One or the other."""
    (folder / "gate.v").write_text("module gate(input a, output y); assign y = ~a; endmodule\n")
    done = run("check", "good.md", "gate.v", cwd=folder)
    assert (done.returncode, done.stderr) == (
        2,
        "rtlgen: error: check: give either Verilog files or specifications; Verilog is judged by a "
        "specification with --spec\n",
    )

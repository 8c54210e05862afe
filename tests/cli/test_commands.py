"""The command as a user runs it: exit codes, messages, files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RTLGEN = [sys.executable, "-m", "rtlgen.cli.main"]
GOOD = "module gate(input a, input b, output y);\n  assign y = a & b;\nendmodule\n"
BAD = GOOD.replace("&", "|")


def run(*arguments: str, cwd: Path, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RTLGEN, *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **options,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a right and a wrong module, and a specification."""
    (tmp_path / "good.v").write_text(GOOD)
    (tmp_path / "bad.v").write_text(BAD)
    (tmp_path / "gate.md").write_text(
        "module named gate\n\n- input a\n- input b\n- output y\n\n"
        "| a | b | y |\n|---|---|---|\n| 0 | 0 | 0 |\n| 0 | 1 | 0 |\n| 1 | 0 | 0 |\n| 1 | 1 | 1 |\n"
    )
    return tmp_path


def test_generate_then_check_again(folder: Path) -> None:
    """What generate wrote passes the command that it names for checking it again."""
    done = run("generate", "gate.md", "-o", "out", cwd=folder)
    assert (done.returncode, "PASS" in done.stdout) == (0, True)
    record = json.loads((folder / "out/gate/evidence.json").read_text())
    assert record["status"] == "PASS"
    again = record["replay"].split()
    assert again[:2] == ["rtlgen", "check"]
    assert run(*again[1:], cwd=folder).returncode == 0


def test_generate_never_overwrites(folder: Path) -> None:
    """A folder with other files is refused and left as it is."""
    (folder / "out").mkdir()
    (folder / "out" / "mine.txt").write_text("mine")
    done = run("generate", "gate.md", "-o", "out", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.strip().splitlines()[-1] == (
        "rtlgen: error: out: is not empty; name another --out, or give --force to write into it "
        "(files of other names stay)"
    )
    assert [p.name for p in (folder / "out").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "good.v"], 0),
        (["check", "good.v", "--ref", "good.v"], 0),
        (["check", "bad.v", "--ref", "good.v"], 1),
        (["check", "bad.v", "--ref", "good.v", "--exit-zero"], 0),
        (["check", "bad.v", "--spec", "gate.md"], 1),
        (["check", "good.v", "--spec", "gate.md"], 0),
        (["check", "missing.v"], 2),
        (["check", "good.v", "--top", "other"], 1),
        (["explain", "RTL203"], 0),
        (["explain", "RTL999"], 2),
        (["doctor"], 0),
        (["generate", "missing.md", "-o", "o"], 2),
        (["generate", "gate.md", "-o", "o", "--backend", "exakt"], 2),
        (["generate", "gate.md", "-o", "o", "--backend", "http://127.0.0.1:9/v1"], 2),
        (["generate", "gate.md", "--outt", "o"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_exit_codes(folder: Path, arguments: list[str], code: int) -> None:
    """Scripts may rely on the exit code of each kind of outcome."""
    done = run(*arguments, cwd=folder)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_failure_can_be_replayed(folder: Path) -> None:
    """The evidence of a failed check shows the same failure again in Icarus."""
    run("check", "bad.v", "--ref", "good.v", "--evidence", "ev", cwd=folder)
    assert (folder / "ev/bad/mismatch.fst").stat().st_size > 0
    again = run("check", "bad.v", "--replay", "ev/bad/mismatch.json", cwd=folder)
    assert again.returncode == 1
    assert run("check", "good.v", "--replay", "ev/bad/mismatch.json", cwd=folder).returncode == 0


def test_reports_are_written(folder: Path) -> None:
    """Each --report writes a file beside the text on standard output."""
    done = run(
        "check",
        "good.v",
        "--report",
        "sarif:r.sarif",
        "--report",
        "junit:r.xml",
        "--format",
        "jsonl",
        cwd=folder,
    )
    assert json.loads(done.stdout)["status"] == "PASS"
    assert json.loads((folder / "r.sarif").read_text())["version"] == "2.1.0"
    assert (folder / "r.xml").read_text().startswith("<?xml")


def test_a_missing_simulator_is_the_environment(folder: Path) -> None:
    """Without Icarus the exit code is 5 and the message says how to get it."""
    environment = {**os.environ, "RTLGEN_IVERILOG": "/nonexistent"}
    done = run("check", "good.v", "--ref", "good.v", cwd=folder, env=environment)
    assert done.returncode == 5
    assert done.stderr.strip().splitlines()[-1] == (
        "rtlgen: error: RTLGEN_IVERILOG=/nonexistent: no such program; install Icarus Verilog 11 "
        "or newer (Debian: apt install iverilog)"
    )


def test_help_is_quick_and_loads_no_learning_stack() -> None:
    """The help text needs neither torch nor a solver."""
    code = (
        "import sys; import rtlgen.cli.main; print([m for m in ('torch', 'transformers', 'z3', "
        "'pyslang', 'openai') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""The box: limits, walls, the channel."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from rtlgen.errors import ToolCrashed, ToolNotFound
from rtlgen.sandbox import (
    Limits,
    find_tool,
    icarus_version,
    python_path,
    run_sandboxed,
    sandbox_status,
)


def run(tmp_path: Path, script: str, **options):
    return run_sandboxed(["/bin/bash", "-c", script], workdir=tmp_path, **options)


def test_output_and_exit_status_come_back(tmp_path: Path) -> None:
    """What a program prints and returns is handed over."""
    done = run(tmp_path, "echo out; echo err >&2; exit 3")
    assert (done.returncode, done.stdout, done.stderr) == (3, b"out\n", b"err\n")


@pytest.mark.parametrize("mode", ["bubblewrap", "landlock"])
def test_a_crash(mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that dies by a signal has the same exit status whatever the box is."""
    monkeypatch.setenv("RTLGEN_SANDBOX", mode)
    crash = [python_path(), "-S", "-c", "import ctypes; ctypes.string_at(0)"]
    assert run_sandboxed(crash, workdir=tmp_path).returncode == 128 + signal.SIGSEGV


def test_an_endless_program_is_killed_with_its_children(tmp_path: Path) -> None:
    """Past the wall limit nothing of the program is left, and the caller is told."""
    done = run(tmp_path, "sleep 60 & sleep 60", limits=Limits(wall_s=0.5))
    assert done.timed_out
    assert done.elapsed_s < 5


def test_only_the_work_folder_can_be_written(tmp_path: Path) -> None:
    """A program can leave files in its folder and nowhere on the host."""
    target = Path.home() / "rtlgen-escape"
    done = run(tmp_path, f"echo x > inside; echo x > {target}; echo x > /usr/escape")
    assert (tmp_path / "inside").read_text() == "x\n"
    assert not target.exists()
    assert not Path("/usr/escape").exists()
    assert done.stderr


@pytest.mark.skipif(sandbox_status().mode != "bubblewrap", reason="bubblewrap does not work here")
def test_there_is_no_proc_and_no_network(tmp_path: Path) -> None:
    """The simulator could write its own memory through /proc, so there is none."""
    done = run(tmp_path, "ls /proc; cat /sys/class/net/*/address; echo done")
    assert done.stdout == b"done\n"


def test_the_environment_is_not_inherited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets of the caller stay with the caller."""
    monkeypatch.setenv("RTLGEN_API_KEY", "secret")
    assert b"secret" not in run(tmp_path, "env").stdout


def test_the_channel_carries_what_stdout_does_not(tmp_path: Path) -> None:
    """A verdict travels on a pipe of its own."""
    done = run(tmp_path, "echo lie; echo truth >&$RTLGEN_CHANNEL_FD", has_channel=True)
    assert (done.stdout, done.channel) == (b"lie\n", b"truth\n")


def test_output_is_bounded(tmp_path: Path) -> None:
    """A flood of output is read and dropped, not kept."""
    done = run(tmp_path, "yes | head -c 3000000", limits=Limits(output_bytes=1000))
    assert len(done.stdout) == 1000


def test_a_missing_tool_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user reads which program is missing and how to get it."""
    monkeypatch.setenv("RTLGEN_IVERILOG", "/nonexistent/iverilog")
    expected = (
        r"^RTLGEN_IVERILOG=/nonexistent/iverilog: no such program; install Icarus Verilog 11 or "
        r"newer \(Debian: apt install iverilog\)$"
    )
    with pytest.raises(ToolNotFound, match=expected):
        find_tool("iverilog")


def test_icarus_is_new_enough() -> None:
    """The simulator is Icarus 11 or newer."""
    assert int(icarus_version().split(".")[0]) >= 11


def test_a_program_that_cannot_start_is_our_fault(tmp_path: Path) -> None:
    """A missing program inside the box is an error of the environment, never of a design."""
    with pytest.raises(
        ToolCrashed, match=r"^the sandbox cannot run /nonexistent: \w+: .*/nonexistent"
    ):
        run_sandboxed(["/nonexistent"], workdir=tmp_path)

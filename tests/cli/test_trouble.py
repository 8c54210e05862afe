"""Trouble while the command runs: Ctrl-C, a stopped job, a full disk, a reader that goes away."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

RTLGEN = [sys.executable, "-m", "rtlgen.cli.main"]
GOOD = "module gate(input a, input b, output y);\n  assign y = a & b;\nendmodule\n"
SPEC = (
    "module named gate\n\n- input a\n- input b\n- output y\n\n"
    "| a | b | y |\n|---|---|---|\n| 0 | 0 | 0 |\n| 0 | 1 | 0 |\n| 1 | 0 | 0 |\n| 1 | 1 | 1 |\n"
)
AGAIN = "rtlgen: interrupted; run the same command again to go on"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A specification, a right and a wrong module."""
    (tmp_path / "gate.md").write_text(SPEC)
    (tmp_path / "m.md").write_text("module named m\n\n- input a\n- output y\n\ny is not a.\n")
    (tmp_path / "good.v").write_text(GOOD)
    (tmp_path / "bad.v").write_text(GOOD.replace("&", "|"))
    return tmp_path


def environment(folder: Path, **settings: str) -> dict[str, str]:
    home = {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "config")}
    return {**os.environ, **home, **settings}


def run(
    *arguments: str, cwd: Path, before: Callable[[], None] | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RTLGEN, *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=120,
        env=environment(cwd, **settings), preexec_fn=before,
    )  # fmt: skip


def heed_interrupts() -> None:
    """A test run that was started in the background ignores Ctrl-C, and hands that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def asked(server_url: str) -> dict[str, int]:
    """How often each model of the server was asked."""
    with urllib.request.urlopen(server_url) as answer:  # noqa: S310 - a server of ours
        calls: dict[str, int] = json.load(answer)
    return calls


def children_of(pid: int) -> set[int]:
    """All processes below one."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found |= {child} | children_of(child)
    return found


def survivors(pids: set[int]) -> list[int]:
    """Those that are still there after a moment; a process that was killed takes one to go."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        alive = [pid for pid in pids if Path(f"/proc/{pid}").exists()]
        if not alive:
            return []
        time.sleep(0.05)
    return alive


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_goes_on_afterwards(
    folder: Path, server_url: str, number: signal.Signals
) -> None:
    """Ctrl-C ends a run that waits for a slow server with 75; the same command finishes it."""
    model = f"hang-once-{number.value}"
    settings = {"RTLGEN_ENDPOINT__URL": server_url, "RTLGEN_ENDPOINT__MODEL": model}
    command = ["generate", "gate.md", "m.md", "-o", "out", "-b", "exact", "-b", "endpoint", "-n",
               "1"]  # fmt: skip
    with subprocess.Popen(
        [*RTLGEN, *command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=environment(folder, **settings), preexec_fn=heed_interrupts,
    ) as process:  # fmt: skip
        while model not in asked(server_url):
            assert process.poll() is None
            time.sleep(0.05)
        below = children_of(process.pid)
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.splitlines()[-1]) == (75, AGAIN)
    assert survivors(below) == []
    finished = (folder / "out/gate/evidence.json").read_bytes()
    done = run(*command, cwd=folder, **settings)
    assert "gate.md: PASS  (finished earlier)" in done.stdout
    assert (folder / "out/gate/evidence.json").read_bytes() == finished
    assert json.loads((folder / "out/m/evidence.json").read_text())["drawn"] == 1


def test_a_check_that_is_stopped_leaves_no_process(folder: Path) -> None:
    """Ctrl-C in the middle of a check ends with 75, and with it everything it had started."""
    many = ["good.v"] * 200
    with subprocess.Popen(
        [*RTLGEN, "check", *many, "--ref", "good.v"], cwd=folder, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env=environment(folder), preexec_fn=heed_interrupts,
    ) as process:  # fmt: skip
        below: set[int] = set()
        while not below and process.poll() is None:
            below = children_of(process.pid)
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert below
    assert (process.returncode, errors.splitlines()[-1]) == (75, AGAIN)
    assert survivors(below) == []


def no_space() -> None:
    """What a full disk does to a process: no file can grow."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_no_space_for_results(folder: Path) -> None:
    """A disk that takes no byte is exit 5, with the file and the way out."""
    done = run("generate", "gate.md", "-o", "out", cwd=folder, before=no_space)
    assert (done.returncode, done.stderr) == (
        5,
        "rtlgen: error: out/rtlgen-run.json: cannot be written: File too large; free some space "
        "and run the same command again\n",
    )
    assert list((folder / "out").iterdir()) == []
    assert run("generate", "gate.md", "-o", "out", cwd=folder).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB; only root can make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True,
        check=False,
    )  # fmt: skip
    if mounted.returncode != 0:
        pytest.skip("only root can mount a small disk; the limit of a process stands in for it")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path, *, leave: int) -> None:
    """Fill a disk but for some pages of 4 KiB."""
    (disk / "fill").write_bytes(bytes((16 - leave) * 4096))


def test_a_disk_that_fills_up_during_a_run(folder: Path, small_disk: Path) -> None:
    """What fits is whole, what does not is not there; after some room was made the run goes on."""
    fill(small_disk, leave=2)
    done = run("generate", "gate.md", "-o", str(small_disk / "out"), cwd=folder)
    assert done.returncode == 5
    assert done.stderr.splitlines()[-1].endswith(
        "cannot be written: No space left on device; free some space and run the same command again"
    )
    assert not (small_disk / "out/gate/evidence.json").exists()
    (small_disk / "fill").unlink()
    done = run("generate", "gate.md", "-o", str(small_disk / "out"), cwd=folder)
    assert done.returncode == 0, done.stderr


def test_a_report_on_a_full_disk_keeps_the_old_one(folder: Path, small_disk: Path) -> None:
    """A report of an earlier run is whole when the new one does not fit."""
    report = small_disk / "r.json"
    report.write_text("old")
    fill(small_disk, leave=1)
    done = run("check", "good.v", "--report", f"sarif:{report}", cwd=folder)
    if done.returncode == 0:
        pytest.fail("the disk was not full")
    assert done.returncode == 5
    assert report.read_text() == "old"
    assert sorted(path.name for path in small_disk.iterdir()) == ["fill", "r.json"]


def test_a_full_standard_output(folder: Path) -> None:
    """Results that cannot be printed are no success."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*RTLGEN, "explain"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (
        5,
        "rtlgen: error: standard output: cannot be written: No space left on device; free some "
        "space and run the same command again\n",
    )


@pytest.mark.parametrize(("name", "code"), [("good.v", 0), ("bad.v", 1)])
def test_the_verdict_survives_a_reader_that_goes_away(folder: Path, name: str, code: int) -> None:
    """With `rtlgen check … | head -0` the exit code is still that of the verdict."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*RTLGEN, "check", name, "--ref", "good.v"], cwd=folder, stdout=writer,
        stderr=subprocess.PIPE, text=True, check=False, env=environment(folder),
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (code, "")


def test_no_colour_without_a_terminal(folder: Path) -> None:
    """What goes into a file holds no escape sequences."""
    done = run("generate", "gate.md", "-o", "out", cwd=folder, FORCE_COLOR="")
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("settings", "code", "message"),
    [
        ({"RTLGEN_VERSION": "1.0"}, 0, ""),
        (
            {"RTLGEN_EXPLAIN_FORMT": "json"},
            2,
            "rtlgen: error: RTLGEN_EXPLAIN_FORMT: no option has this variable; did you mean "
            "'RTLGEN_EXPLAIN_FORMAT'?\n",
        ),
    ],
)
def test_variables(folder: Path, settings: dict[str, str], code: int, message: str) -> None:
    """Options can be given as variables; a slip is told, a stranger's variable is not ours."""
    done = run("explain", "RTL203", cwd=folder, **settings)
    assert (done.returncode, done.stderr) == (code, message)
    given = run("explain", "RTL203", cwd=folder, RTLGEN_EXPLAIN_FORMAT="json")
    assert json.loads(given.stdout)["rules"][0]["code"] == "RTL203"

"""`rtlgen bench run` as a user runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

RTLGEN = [sys.executable, "-m", "rtlgen.cli.main", "bench", "run"]


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RTLGEN, *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=120
    )


RECORDED = ("suite.jsonl", "--out", "o", "--completions", "completions.jsonl", "--judge", "foreign")


@pytest.fixture
def folder(suite_path: Path, completions_path: Path) -> Path:
    """A folder with the small benchmark and its recorded completions."""
    assert suite_path.parent == completions_path.parent
    return suite_path.parent


def test_reports_and_gate(folder: Path) -> None:
    """Data goes to standard output and to reports; a missed gate is exit 1, after the report."""
    done = run(*RECORDED, "--format", "json", "--report", "markdown:r.md", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)
    assert record == json.loads((folder / "o/report.json").read_text())
    assert (folder / "r.md").read_text().startswith("## suite.jsonl\n")
    rate = record["judges"][0]["scores"][0]["corrected"]["pass_at_k"][0]["rate"]
    assert rate == 0.625
    assert run(*RECORDED, "--min-pass", "0.625", cwd=folder).returncode == 0
    missed = run(*RECORDED, "--min-pass", "0.7", cwd=folder)
    assert missed.returncode == 1
    assert missed.stderr.splitlines()[-1] == (
        "rtlgen: corrected pass@1 is 0.6250, below --min-pass 0.7"
    )
    assert "less trusted than ours" in missed.stdout


def test_construction_as_a_backend(folder: Path, gate: dict) -> None:
    """Construction builds what the prompt's table determines, and our judge passes it."""
    table = "".join(f"| {n >> 1} | {n & 1} | {n // 3} |\n" for n in range(4))
    row = {**gate, "prompt": f"{gate['prompt']}\n| a | b | y |\n|---|---|---|\n{table}"}
    (folder / "one.jsonl").write_text(json.dumps(row) + "\n")
    done = run("one.jsonl", "--out", "e", "--backend", "exact", "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    (judge,) = json.loads(done.stdout)["judges"]
    assert (judge["judge"], judge["scores"][0]["raw"]["passed"]) == ("ours", 1)
    assert judge["outcomes"][0]["by"] == "proof"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--references", "--completions", "completions.jsonl"),
            "--completions and --references: completions come from one place; give one",
        ),
        (
            ("--references", "--phase", "score"),
            "--references: --phase score judges the completions that --out holds; leave it out",
        ),
        (
            ("--references", "-n", "3"),
            "--candidates: no completions are drawn from a backend; leave it out",
        ),
        (("--judge", "forein"), "--judge: unknown judge 'forein'; did you mean 'foreign'?"),
        (("--phase", "scores"), "--phase: unknown phase 'scores'; did you mean 'score'?"),
        (("--format", "jsn"), "--format: unknown format 'jsn'; did you mean 'json'?"),
        (
            ("--backend", "replay:c.jsonl"),
            "--backend replay:c.jsonl: give --completions c.jsonl, which knows its rows",
        ),
    ],
)
def test_flags_that_do_not_fit(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    """A flag that would have no effect, or has a slip, is refused with what to do."""
    done = run("suite.jsonl", "--out", "o", *arguments, cwd=folder)
    assert (done.returncode, done.stderr) == (2, f"rtlgen: error: {message}\n")
    assert not (folder / "o").exists()


def heed_interrupts() -> None:
    """Let a child be interrupted although a shell started this program in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupted_run_goes_on(folder: Path) -> None:
    """Ctrl-C ends with 75, leaves no process and no scratch; the same command completes the run."""
    scratch = folder / "scratch"
    scratch.mkdir()
    gate = json.loads((folder / "completions.jsonl").read_text().splitlines()[1])["completion"]
    with (folder / "completions.jsonl").open("a") as file:
        for trial in range(4):
            endless = gate.replace("endmodule", f"// {trial}\ninitial while (1) ;\nendmodule")
            row = {"id": "gate", "model": "slow", "trial": trial, "completion": endless}
            file.write(json.dumps(row) + "\n")
    command = [*RTLGEN, *RECORDED, "--timeout", "1", "--workers", "2"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, env={**os.environ, "TMPDIR": str(scratch)},
        preexec_fn=heed_interrupts,
    ) as process:  # fmt: skip
        verdicts = folder / "o/verdicts.jsonl"
        while not verdicts.exists() or not is_simulating(scratch):
            time.sleep(0.02)
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 75, errors
    assert errors.splitlines()[-1] == "rtlgen: interrupted; run the same command again to go on"
    deadline = time.monotonic() + 5  # what watches over resources ends after the command
    while processes_of(process.pid, scratch) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of(process.pid, scratch) == []
    assert [path for path in scratch.iterdir() if "rtlgen" in path.name] == []
    before = verdicts.read_text()
    done = run(*RECORDED, "--timeout", "1", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert verdicts.read_text().startswith(before)
    rows = [json.loads(line) for line in verdicts.read_text().splitlines()]
    assert len(rows) == len({(r["id"], r["model"], r["trial"]) for r in rows}) == 17
    slow = [r["status"] for r in rows if r["model"] == "slow" and r["id"] == "gate"]
    assert slow == ["TIMEOUT"] * 4


def test_a_run_that_is_killed_goes_on(folder: Path) -> None:
    """After `kill -9` no process and no file is left; the same command completes the run."""
    scratch = folder / "scratch"
    scratch.mkdir()
    command = [*RTLGEN, *RECORDED, "--judge", "ours", "--workers", "2", "--no-cache"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True, env={**os.environ, "TMPDIR": str(scratch)},
    ) as process:  # fmt: skip
        while not (folder / "o/verdicts.jsonl").exists() or not is_simulating(scratch):
            time.sleep(0.02)
            assert process.poll() is None
        process.kill()
    deadline = time.monotonic() + 10
    while (
        processes_of(process.pid, scratch) or any(scratch.iterdir())
    ) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of(process.pid, scratch) == []
    assert list(scratch.iterdir()) == []
    done = run(*RECORDED, "--judge", "ours", cwd=folder)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (folder / "o/verdicts.jsonl").read_text().splitlines()]
    ours = [(row["id"], row["model"], row["trial"]) for row in rows if row["judge"] == "ours"]
    assert len(ours) == len(set(ours)) == 11


def test_a_ray_cluster_gives_the_same_verdicts(folder: Path) -> None:
    """What workers of a Ray cluster say is what one process says, row by row."""
    pytest.importorskip("ray", reason="Ray is not installed (extra 'cluster')")
    here = [*RECORDED, "--judge", "ours", "--no-cache"]
    assert run(*here, "--workers", "1", cwd=folder).returncode == 0
    there = ["o2" if word == "o" else word for word in here]
    done = run(*there, "--workers", "ray", cwd=folder)
    if "the cluster cannot be reached" in done.stderr:
        pytest.skip(f"Ray cannot start a cluster here: {done.stderr}")
    assert done.returncode == 0, done.stderr

    def rows(out: str) -> list[tuple[str, ...]]:
        lines = (folder / out / "verdicts.jsonl").read_text().splitlines()
        keys = ("id", "model", "trial", "judge", "candidate", "status", "by", "reason")
        return sorted(tuple(str(row[key]) for key in keys) for row in map(json.loads, lines))

    assert rows("o2") == rows("o")


def is_simulating(scratch: Path) -> bool:
    """Whether a program was compiled somewhere in a folder."""
    try:
        return any(scratch.glob("**/design.vvp"))
    except OSError:  # a folder went away meanwhile
        return False


def processes_of(session: int, folder: Path) -> list[str]:
    """Command lines of what is left of a session, and of what works in a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except (OSError, IndexError):
            continue
        if fields[0] != "Z" and (int(fields[3]) == session or str(folder) in command):
            found.append(command)
    return found


def test_a_folder_in_use_is_refused(folder: Path) -> None:
    """Two runs never write into one folder at the same time."""
    import fcntl

    (folder / "o").mkdir()
    (folder / "o/rtlgen-run.json").write_text('{"fingerprint": "rtlgen bench"}')
    with (folder / "o/.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run(*RECORDED, cwd=folder)
    assert (done.returncode, done.stderr) == (
        2,
        "rtlgen: error: o: another rtlgen bench is at work in this folder\n",
    )


def test_select_takes_what_most_completions_do(folder: Path, gate: dict) -> None:
    """An answer is chosen by the prompt alone, and scored like other recorded completions."""
    texts = ["a | b", "a & b", "b & a", "~(~a | ~b)"]
    rows = [
        {"id": "gate", "trial": number, "completion": "module gate(input a, input b, output y);\n"
         f"  assign y = {text};\nendmodule\n"}
        for number, text in enumerate(texts, 1)
    ]  # fmt: skip
    (folder / "four.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    prompt = "Module gate.\n- input a\n- input b\n- output y\n\nAND."
    blind = {"id": "gate", "top": "gate", "prompt": prompt, "reference": gate["reference"]}
    (folder / "blind.jsonl").write_text(json.dumps(blind) + "\n")
    drawn = run("blind.jsonl", "--out", "o", "--completions", "four.jsonl", "--phase", "generate",
                cwd=folder)  # fmt: skip
    assert drawn.returncode == 0, drawn.stderr
    for strategy, share, text in (("first", 0.25, "a | b"), ("cluster", 0.75, "a & b")):
        command = [*RTLGEN[:-1], "select", "blind.jsonl", "o", "-o", "c.jsonl", "--strategy",
                   strategy]  # fmt: skip
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        (row,) = map(json.loads, (folder / "c.jsonl").read_text().splitlines())
        assert (row["id"], row["model"], row["share"], row["of"]) == ("gate", strategy, share, 4)
        assert f"assign y = {text};" in row["completion"]

"""`kill -9` at random: workers and the command itself, during a bench run of mutants.

Each round is a run that is shot at until it is done; the command is given again when it was hit.
The verdicts must be those of a run that nobody disturbs, and nothing may stay behind.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from mutants import as_candidate
from problems import load, origin, path_of, publish

from rtlgen.mutation import sample_mutants

SUITE = "verilog-eval-v2"
RTLGEN = str(Path(sys.executable).with_name("rtlgen"))


def main() -> None:
    """Shoot until enough was shot, and count what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rows", type=int, default=12)
    parser.add_argument("--mutants", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pause", type=float, default=2.0, help="longest time between two shots")
    options = parser.parse_args()
    rng = random.Random(options.seed)  # noqa: S311 - a choice, not a secret
    rounds = workers = commands = differing = refused = 0
    left: set[str] = set()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        chosen = load(SUITE)[:: max(1, 78 // options.rows)][: options.rows]
        total = write_completions(folder, chosen, options.mutants, options.seed)
        names = [str(row["id"]) for row in chosen]
        scratch = folder / "scratch"
        scratch.mkdir()
        run(folder, folder / "calm", scratch, names).wait()
        wanted = verdicts(folder / "calm")
        while workers + commands < options.kills:
            out = folder / f"round{rounds}"
            rounds += 1
            while True:
                process = run(folder, out, scratch, names)
                hits = shoot(process, rng, options.pause, options.kills - workers - commands)
                workers, commands = workers + hits[0], commands + hits[1]
                code = process.wait()
                left |= set(leftovers(process.pid, scratch))
                if code in (0, 1):
                    break
                refused += code == 5
            found = verdicts(out)
            differing += sum(found.get(key) != status for key, status in wanted.items())
            left = {item for item in left if "file" not in item or (scratch / item[5:]).exists()}
            print(f"round {rounds}: {workers} workers, {commands} commands", file=sys.stderr)
    publish(
        "faults",
        f"# kill -9 during `rtlgen bench run`\n\n{origin()}- seed: {options.seed}\n\n"
        f"{total} candidates for {options.rows} problems, judged in {rounds} rounds with 2 workers "
        f"while {workers} workers and {commands} commands were killed. **Verdicts that differ from "
        f"those of a run that nobody disturbed: {differing} of {rounds * len(wanted)}.** Processes "
        f"and temporary files left behind: {len(left)}. Runs that gave up because workers kept "
        f"dying, and were given again: {refused}.\n" + "".join(f"\n- {item}" for item in left),
    )


def write_completions(folder: Path, rows: list[dict[str, Any]], count: int, seed: int) -> int:
    """Write mutants of some references as completions."""
    written = 0
    with (folder / "completions.jsonl").open("w") as file:
        for row in rows:
            original = as_candidate(row, row["reference"])
            drawn = sample_mutants(original, count, seed=seed, top=row["top"])
            for trial, mutant in enumerate(drawn):
                record = {"id": row["id"], "model": "mutants", "trial": trial,
                          "completion": mutant.verilog}  # fmt: skip
                file.write(json.dumps(record) + "\n")
                written += 1
    return written


def run(folder: Path, out: Path, scratch: Path, names: list[str]) -> subprocess.Popen[bytes]:
    """Start the command."""
    command = [
        RTLGEN, "bench", "run", str(path_of(SUITE)), "--completions",
        str(folder / "completions.jsonl"), "-o", str(out), "--judge", "ours", "--workers", "2",
        "--no-cache", "--format", "jsonl", *(f"--only={name}" for name in names),
    ]  # fmt: skip
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env={**os.environ, "TMPDIR": str(scratch)},
    )  # fmt: skip


def shoot(
    process: subprocess.Popen[bytes], rng: random.Random, pause: float, most: int
) -> tuple[int, int]:
    """Kill workers until the command ends or is hit itself; return (workers, commands) hit."""
    workers = 0
    while workers < most:
        time.sleep(rng.uniform(0.2, pause))
        if process.poll() is not None:
            return workers, 0
        if rng.random() < 0.1:
            process.kill()
            return workers, 1
        if found := pool(process.pid):
            try:
                os.kill(rng.choice(found), signal.SIGKILL)
                workers += 1
            except ProcessLookupError:
                pass
    return workers, 0


def pool(pid: int) -> list[int]:
    """Return the worker processes of a command."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [
            int(child) for child in children
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
        ]  # fmt: skip
    except OSError:
        return []


def leftovers(session: int, scratch: Path) -> list[str]:
    """Say what is there ten seconds after the command: processes of it, temporary files."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        found = [f"file {path.name}" for path in scratch.iterdir()]
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (OSError, IndexError):
                continue
            if fields[0] != "Z" and (int(fields[3]) == session or str(scratch) in command):
                found.append(f"process {command[:120]}")
        if not found:
            return []
        time.sleep(0.1)
    return found


def verdicts(out: Path) -> dict[tuple[str, int], str]:
    """Return the status of each candidate."""
    rows = map(json.loads, (out / "verdicts.jsonl").read_text().splitlines())
    return {(row["id"], row["trial"]): row["status"] for row in rows}


if __name__ == "__main__":
    main()

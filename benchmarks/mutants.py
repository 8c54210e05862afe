"""Does the judge tell equivalent designs from wrong ones? References of VerilogEval, mutated.

Truth doesn't come from the judge. A rewriting is equivalent by construction, and the benchmark's
own bench has to pass it. A mutant is wrong when that bench reports mismatches; one that it passes
may be equal to the reference or not ("undetermined"): its verdict is shown apart.

Each run is the command `rtlgen check MUTANT --ref REFERENCE --evidence FOLDER`, and after each
FAIL the replay command that it printed. Only problem ids and kinds are reported, no code.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import json
import random
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from problems import load, origin, publish

from rtlgen.mutation import rewrite, sample_mutants
from rtlgen.sandbox import Limits, find_tool, run_sandboxed

RTLGEN = str(Path(sys.executable).with_name("rtlgen"))
EXIT_CODES = {"PASS": 0, "FAIL": 1, "UNKNOWN": 3, "TIMEOUT": 3, "ERROR": 70}
TRIED = 12
"""Most variants of one design that the bench is asked about until one will do."""
_NEXT_SEED = 1000
_LIMITS = Limits(wall_s=60.0, cpu_s=60)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Case:
    """A design to judge, and what is known of it."""

    problem: str
    truth: str
    """equivalent, wrong, or undetermined."""
    kind: str
    """The mutation operator, or how exact the rewritings are."""
    seed: int
    verilog: str
    reference: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the command said."""

    case: Case
    status: str
    by: str
    """The check that decided, `proof` where it holds for all inputs."""
    reason: str
    replay: str
    """`same` where the replay showed the same first mismatch; `-` where nothing was to replay."""
    elapsed_s: float


def mismatches(row: dict[str, Any], candidate: str) -> int | None:
    """Return the mismatches that the bench of a row counts; None where it gives no count."""
    with tempfile.TemporaryDirectory(prefix="rtlgen-") as name:
        folder = Path(name)
        for file, text in (("design.v", candidate), ("reference.v", row["reference"]),
                           ("bench.sv", row["testbench"])):  # fmt: skip
            (folder / file).write_text(text)
        command = [str(find_tool("iverilog")), "-g2012", "-s", row["testbench_top"], "-o", "b.vvp",
                   "design.v", "reference.v", "bench.sv"]  # fmt: skip
        built = run_sandboxed(command, workdir=folder, limits=_LIMITS)
        if built.returncode != 0 or not (folder / "b.vvp").is_file():
            return None
        done = run_sandboxed([str(find_tool("vvp")), "-n", "b.vvp"], workdir=folder, limits=_LIMITS)
    counted = re.search(rb"Mismatches: (\d+) in (\d+) samples", done.stdout)
    return int(counted[1]) if counted and int(counted[2]) > 0 else None


def as_candidate(row: dict[str, Any], verilog: str) -> str:
    """Give a reference the name that the bench expects of a candidate."""
    return re.sub(rf"\b{row['reference_top']}\b", row["top"], verilog)


def equivalents(rows: list[dict[str, Any]], count: int, seed: int) -> Iterator[Case]:
    """Yield rewritten references, each row once before one comes twice.

    Some rewritten designs are legal and make Icarus 11 itself abort; the bench cannot confirm
    those, so another seed takes their place.
    """
    for number in range(count):
        row = rows[number % len(rows)]
        original = as_candidate(row, row["reference"])
        for own in range(seed + number, seed + number + TRIED * _NEXT_SEED, _NEXT_SEED):
            done = rewrite(original, seed=own, top=row["top"])
            found = mismatches(row, done.verilog)
            if done.steps and found == 0:
                break
            names = ", ".join(step.rewriting for step in done.steps)
            print(f"{row['id']}, seed {own}: not confirmed ({found}): {names}", file=sys.stderr)
            if found:
                sys.exit("a rewriting is wrong")
        else:
            sys.exit(f"{row['id']}: no rewriting that its bench confirms")
        yield Case(problem=row["id"], truth="equivalent", kind=done.exactness.value, seed=own,
                   verilog=done.verilog, reference=row["reference"])  # fmt: skip


def wrongs(rows: list[dict[str, Any]], count: int, seed: int) -> Iterator[Case]:
    """Yield mutants until so many are wrong; those that the bench passes come along."""
    found = number = 0
    while found < count:
        row = rows[number % len(rows)]
        own = seed + number
        number += 1
        original = as_candidate(row, row["reference"])
        for mutant in sample_mutants(original, TRIED, seed=own, top=row["top"]):
            counted = mismatches(row, mutant.verilog)
            if counted is None:
                continue
            truth = "wrong" if counted else "undetermined"
            yield Case(problem=row["id"], truth=truth, kind=mutant.operator, seed=own,
                       verilog=mutant.verilog, reference=row["reference"])  # fmt: skip
            if counted:
                found += 1
                break


def judge(case: Case, folder: Path) -> Outcome:
    """Run the command on a case, and the replay that it prints."""
    folder.mkdir(parents=True)
    (folder / "mutant.v").write_text(case.verilog)
    (folder / "reference.v").write_text(case.reference)
    started = time.monotonic()
    done = _run([RTLGEN, "check", "mutant.v", "--ref", "reference.v", "--evidence", "evidence",
                 "--report", "json:report.json"], folder)  # fmt: skip
    elapsed_s = time.monotonic() - started
    verdict = _verdict(folder / "report.json")
    status = verdict["status"]
    if done.returncode != EXIT_CODES[status]:
        raise AssertionError(f"{case.problem}: {status} with exit code {done.returncode}")
    checks = verdict["checks"]
    deciding = [c for c in checks if c["status"] == status and c["check"] != "lint"] or checks
    by = "proof" if any(c["proved"] for c in deciding) else deciding[-1]["check"]
    replay = "-"
    if status == "FAIL":
        replay = _replay(done.stdout, deciding[-1], folder)
    return Outcome(case=case, status=status, by=by, reason=deciding[-1]["reason"], replay=replay,
                   elapsed_s=elapsed_s)  # fmt: skip


def _replay(printed: str, check: dict[str, Any], folder: Path) -> str:
    """Run the printed replay command and compare its first mismatch."""
    line = re.search(r"^  replay: rtlgen (.*)$", printed, re.MULTILINE)
    if line is None:
        return "none printed"
    command = [RTLGEN, *shlex.split(line[1]), "--report", "json:replay.json"]
    done = _run(command, folder)
    again = _verdict(folder / "replay.json")
    summaries = [c["evidence"]["summary"] for c in again["checks"] if c["evidence"]]
    if (done.returncode, again["status"]) != (1, "FAIL"):
        return f"exit {done.returncode}"
    return "same" if summaries == [check["evidence"]["summary"]] else "another mismatch"


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)


def _verdict(path: Path) -> dict[str, Any]:
    verdict: dict[str, Any] = json.loads(path.read_text())["files"][0]["verdict"]
    return verdict


def matrix(outcomes: list[Outcome]) -> str:
    """Return the confusion matrix: truth by verdict."""
    statuses = ("PASS", "FAIL", "UNKNOWN", "TIMEOUT", "ERROR")
    counted = collections.Counter((o.case.truth, o.status) for o in outcomes)
    lines = ["| truth | " + " | ".join(statuses) + " | proved | replayed alike |",
             "|---|" + "---|" * (len(statuses) + 2)]  # fmt: skip
    for truth in ("equivalent", "wrong", "undetermined"):
        mine = [o for o in outcomes if o.case.truth == truth]
        cells = [str(counted[truth, status]) for status in statuses]
        proved = sum(o.by == "proof" for o in mine)
        replayed = sum(o.replay == "same" for o in mine)
        lines.append(f"| {truth} | {' | '.join(cells)} | {proved} | {replayed} |")
    return "\n".join(lines)


def by_kind(outcomes: list[Outcome]) -> str:
    """Return how each kind was judged."""
    lines = ["| truth | kind | designs | PASS | FAIL | undecided |", "|---|---|---|---|---|---|"]
    for truth in ("equivalent", "wrong", "undetermined"):
        for kind in sorted({o.case.kind for o in outcomes if o.case.truth == truth}):
            mine = [o for o in outcomes if (o.case.truth, o.case.kind) == (truth, kind)]
            passed = sum(o.status == "PASS" for o in mine)
            failed = sum(o.status == "FAIL" for o in mine)
            rest = len(mine) - passed - failed
            lines.append(f"| {truth} | {kind} | {len(mine)} | {passed} | {failed} | {rest} |")
    return "\n".join(lines)


def each(outcomes: list[Outcome]) -> str:
    """Return one line a design, without its code."""
    lines = ["| problem | truth | kind | seed | verdict | by | replay | s |",
             "|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for o in outcomes:
        case = o.case
        lines.append(f"| {case.problem} | {case.truth} | {case.kind} | {case.seed} | {o.status} | "
                     f"{o.by} | {o.replay} | {o.elapsed_s:.1f} |")  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    """Make the designs, judge them, publish the tables; exit 1 where the promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--equivalent", type=int, default=50)
    parser.add_argument("--wrong", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="commands at the same time")
    parser.add_argument("--keep", type=Path, help="folder for designs and evidence")
    parser.add_argument("--dry", action="store_true", help="write no result file")
    options = parser.parse_args()
    rows = load("verilog-eval-v2")
    usable = [r for r in rows if mismatches(r, as_candidate(r, r["reference"])) == 0]
    random.Random(options.seed).shuffle(usable)  # noqa: S311 - a choice, not a secret
    cases = [*equivalents(usable, options.equivalent, options.seed),
             *wrongs(usable, options.wrong, options.seed)]  # fmt: skip
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(options.jobs) as pool:
        folder = (options.keep or Path(name)).resolve()
        folders = [folder / f"{number:04d}-{c.problem}-{c.truth}" for number, c in enumerate(cases)]
        outcomes = list(pool.map(judge, cases, folders))
    for o in outcomes:
        if o.status != {"equivalent": "PASS", "wrong": "FAIL"}.get(o.case.truth, o.status):
            print(f"{o.case.problem} ({o.case.truth}): {o.status}: {o.reason}", file=sys.stderr)
    missed = sum((o.case.truth, o.status) == ("wrong", "PASS") for o in outcomes)
    accused = sum((o.case.truth, o.status) == ("equivalent", "FAIL") for o in outcomes)
    failed = [o for o in outcomes if o.status == "FAIL"]
    replayed = sum(o.replay == "same" for o in failed)
    text = (
        f"# Equivalent and wrong designs under `rtlgen check --ref`\n\n{origin()}"
        f"- seed: {options.seed}\n\n"
        f"{len(usable)} of {len(rows)} references of VerilogEval v2 pass their own bench and were "
        f"used. **Wrong called PASS: {missed}. Equivalent called FAIL: {accused}.** "
        f"{replayed} of {len(failed)} FAIL showed the same first mismatch when replayed.\n\n"
        f"{matrix(outcomes)}\n\n{by_kind(outcomes)}\n\n{each(outcomes)}\n"
    )
    print(text) if options.dry else publish("mutants", text)
    sys.exit(1 if missed or accused or replayed < len(failed) else 0)


if __name__ == "__main__":
    main()

"""A benchmark's own bench as the judge: one compile unit, a pass line.

Less trusted than our judge: candidate and bench share a simulation, the strength of the bench is
unknown, and nobody counts what it compares. What is done against candidates that talk:

- the candidate is compiled alone first. It must define the module, reach into nothing outside of
  it, and call no system task, so that whatever is printed was printed by the bench;
- macros, default net type and timescale of the candidate end with its file;
- iverilog's and vvp's exit codes are not believed; everything runs in the sandbox.
"""

from __future__ import annotations

import dataclasses
import functools
import math
import re
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtlgen.errors import ToolCrashed, UsageError
from rtlgen.evaluate.judges import Judgement, Settings
from rtlgen.evaluate.modules import module_names
from rtlgen.evaluate.suite import Problem, read_problem
from rtlgen.sandbox import Completed, Limits, find_tool, run_sandboxed
from rtlgen.simulate.build import PROGRAM, Build, build_files
from rtlgen.verdict import Status

_MACRO = re.compile(r"^[ \t]*`define[ \t]+(\w+)", re.MULTILINE)
_OUTPUT_BYTES = 16 << 20
_FILE_BYTES = 256 << 20
_WALL_PER_CPU = 4.0
"""A busy machine may stretch a run by so much before it is killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignJudge:
    """The row's own testbench."""

    timeout_s: float = 30.0
    """Processor time that one simulation may take."""
    name: str = "foreign"
    is_trusted: bool = False
    batch: int = 1

    @property
    def deadline_s(self) -> float:
        """The wall time of one simulation and of what goes before it."""
        return 60 + 2 * _WALL_PER_CPU * self.timeout_s

    @property
    def settings(self) -> Settings:
        """The time-out."""
        return {"timeout_s": self.timeout_s}

    def complaint(self, problem: Problem) -> str:
        """Say that a problem has no testbench."""
        return "" if problem.testbench else "the row has no testbench"

    def judge(self, problem: Problem, texts: Sequence[str]) -> list[Judgement]:
        """Run the bench on each candidate."""
        judgements = []
        for text in texts:
            started = time.monotonic()
            judgement = self._judge(problem, text)
            elapsed_s = time.monotonic() - started
            judgements.append(dataclasses.replace(judgement, elapsed_s=elapsed_s))
        return judgements

    def _judge(self, problem: Problem, verilog: str) -> Judgement:
        with tempfile.TemporaryDirectory(prefix="rtlgen-") as name:
            alone = build_files(Path(name), {"design.v": verilog}, [problem.top], path=None)
        if not alone.is_built:
            return _not_built(alone)
        with tempfile.TemporaryDirectory(prefix="rtlgen-") as name:
            folder = Path(name)
            unit = _build_unit(problem, verilog, folder)
            if not unit.is_built:
                return _no_unit(problem, unit)
            done = self._run(folder)
        return self._read(problem, done)

    def _run(self, folder: Path) -> Completed:
        limits = Limits(
            wall_s=self.timeout_s * _WALL_PER_CPU + 1, cpu_s=math.ceil(self.timeout_s),
            file_bytes=_FILE_BYTES, output_bytes=_OUTPUT_BYTES,
        )  # fmt: skip
        # -none: what a bench dumps is read by nobody, and may be large.
        command = [str(find_tool("vvp")), "-n", PROGRAM, "-none"]
        return run_sandboxed(command, workdir=folder, limits=limits)

    def _read(self, problem: Problem, done: Completed) -> Judgement:
        # Past its processor time a program is killed by a signal, as it is by a crash.
        is_killed = done.returncode < 0 or done.returncode > 128
        if done.timed_out or (is_killed and done.elapsed_s >= self.timeout_s):
            reason = f"the simulation did not end within {self.timeout_s:g} s of processor time"
            return Judgement(status=Status.TIMEOUT, by="bench", reason=reason)
        if is_killed or len(done.stdout) >= _OUTPUT_BYTES:
            what = f"vvp died (exit status {done.returncode})"
            reason = what if is_killed else f"the bench printed more than {_OUTPUT_BYTES} bytes"
            return Judgement(status=Status.UNKNOWN, by="bench", reason=reason)
        assert problem.pass_line is not None  # noqa: S101 - there is one where there is a bench
        printed = problem.pass_line.read(done.stdout.decode(errors="replace"))
        status = Status.PASS if printed.is_pass else Status.FAIL
        if printed.ran_out:
            status = Status.TIMEOUT
        return Judgement(status=status, by="bench", reason=printed.summary)


def bench_passes(row: Mapping[str, Any], verilog: str, *, timeout_s: float = 60.0) -> bool:
    """Whether the bench of a row of a benchmark file passes a candidate.

    Args:
        row: As it came from JSON.
        verilog: The candidate.
        timeout_s: Processor time that the simulation may take.

    Raises:
        UsageError: the row is wrong, or has no bench.
    """
    problem, judge = read_problem(row), ForeignJudge(timeout_s=timeout_s)
    if complaint := judge.complaint(problem):
        raise UsageError(f"{problem.id}: {complaint}")
    return judge.judge(problem, [verilog])[0].status is Status.PASS


def reference_as_candidate(problem: Problem) -> str:
    """Return the reference with the name that a candidate must have; empty when there is none."""
    if problem.reference_top is None or problem.reference_top == problem.top:
        return problem.reference
    return re.sub(rf"\b{re.escape(problem.reference_top)}\b", problem.top, problem.reference)


def _build_unit(problem: Problem, verilog: str, folder: Path) -> Build:
    """Compile candidate, reference (where the bench uses it) and bench into one program."""
    try:
        for name, text in problem.data_files:
            (folder / name).write_text(text)
    except OSError as error:
        raise ToolCrashed(f"{folder}: cannot be written: {error.strerror}") from error
    texts = {"design.v": verilog, "between.v": _between(verilog)}
    if problem.reference_top in module_names(problem.testbench).wanted and (
        problem.reference_top != problem.top
    ):
        texts["reference.v"] = problem.reference
    texts["bench.sv"] = problem.testbench
    tops = [problem.testbench_top] if problem.testbench_top else []
    return build_files(folder, texts, tops, path=None, is_armed=True)


def _between(verilog: str) -> str:
    """Directives that undo those of a candidate."""
    macros = dict.fromkeys(_MACRO.findall(verilog))
    return "`resetall\n" + "".join(f"`undef {name}\n" for name in macros)


def _not_built(build: Build) -> Judgement:
    finding = build.findings[0] if build.findings else None
    reason = finding.message if finding else "the compiler ran out of its time"
    status = Status.FAIL
    if build.timed_out:
        status = Status.TIMEOUT
    elif build.is_unsupported:
        status = Status.UNKNOWN
    elif finding is not None and finding.code == "SIM102":
        status = Status.UNKNOWN
        reason += ": what is printed in its company proves nothing"
    return Judgement(status=status, by="compile", reason=reason)


def _no_unit(problem: Problem, unit: Build) -> Judgement:
    """Say why candidate and bench do not compile together; a broken bench fails nobody."""
    plain = _not_built(unit)
    said = plain.reason.removeprefix("Icarus refuses the design: ")
    if complaint := _bench_complaint(problem):
        reason = f"the bench does not even compile with the reference: {complaint}"
        return Judgement(status=Status.UNKNOWN, by="bench", reason=reason)
    reason = f"does not compile with the bench: {said}"
    return Judgement(status=plain.status, by="compile", reason=reason)


@functools.lru_cache(maxsize=256)
def _bench_complaint(problem: Problem) -> str:
    """What the compiler has against the bench when the reference is the candidate."""
    verilog = reference_as_candidate(problem)
    if not verilog:
        return ""
    with tempfile.TemporaryDirectory(prefix="rtlgen-") as name:
        unit = _build_unit(problem, verilog, Path(name))
    reason = "" if unit.is_built else _not_built(unit).reason
    return reason.removeprefix("Icarus refuses the design: ")

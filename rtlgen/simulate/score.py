"""From what the simulator counted to a check result with evidence."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from pathlib import Path

from rtlgen.finding import Finding
from rtlgen.simulate.batch import USUAL, Patience, Played, play
from rtlgen.simulate.harness import STEP_NS
from rtlgen.simulate.session import dump_waveform
from rtlgen.verdict import CheckKind, CheckResult, Evidence, OutputScore, Status, TraceStep
from rtlgen.verilog.design import Design

CHECK = "simulate"


def score_runs(
    designs: Sequence[Design],
    runs: Sequence[tuple[TraceStep, ...]],
    waveforms: Sequence[Path | None] = (),
    patience: Patience = USUAL,
) -> list[CheckResult]:
    """Play stimuli to designs and say which of them answered as expected.

    Args:
        designs: The designs under test.
        runs: Stimuli from power-up with what is expected.
        waveforms: For each design, where to write an FST of its first mismatch.
        patience: How long one waits for a simulation.

    Raises:
        ToolNotFound, ToolCrashed: the environment is broken.
    """
    started = time.monotonic()
    runs = [steps for steps in runs if any(step.expected for step in steps)]
    if not runs:
        reason = "nothing is demanded that could be compared"
        return [result(Status.UNKNOWN, reason)] * len(designs)
    played = play(designs, runs, patience)
    expected = sum(bool(step.expected) for steps in runs for step in steps)
    each_s = (time.monotonic() - started) / max(1, len(designs))
    paths = waveforms or [None] * len(designs)
    return [
        dataclasses.replace(_scored(design, runs, one, path, expected), elapsed_s=each_s)
        for design, one, path in zip(designs, played, paths, strict=True)
    ]


def result(
    status: Status,
    reason: str,
    *,
    passed: int = 0,
    total: int = 0,
    expected_total: int = 0,
    findings: tuple[Finding, ...] = (),
    per_output: tuple[OutputScore, ...] = (),
) -> CheckResult:
    """Return a result of this check."""
    return CheckResult(
        check=CHECK, kind=CheckKind.BEHAVIOURAL, status=status, reason=reason, passed=passed,
        total=total, expected_total=expected_total, findings=findings, per_output=per_output,
    )  # fmt: skip


def _scored(
    design: Design,
    runs: Sequence[tuple[TraceStep, ...]],
    played: Played,
    waveform: Path | None,
    expected: int,
) -> CheckResult:
    """Judge what became of one design; `expected` steps are compared in all runs together."""
    if played.build.findings:
        status = Status.UNKNOWN if played.build.is_unsupported else Status.FAIL
        return result(
            status, "the design cannot be simulated", findings=played.build.findings,
            expected_total=expected,
        )  # fmt: skip
    if played.timed_out or played.build.timed_out:
        return result(Status.TIMEOUT, "the simulation did not end in time")
    if played.is_crash_of_design:
        return result(Status.UNKNOWN, f"the design crashes the simulator: {played.crash}")
    if played.crash:
        return result(Status.ERROR, f"the simulator gave no result: {played.crash[-400:]}")
    passed = sum(score.passed for score in played.lanes)
    total = sum(score.compared for score in played.lanes)
    scored = result(
        Status.PASS if passed == total == expected else Status.ERROR,
        f"{passed} of {expected} vectors agree",
        passed=passed,
        total=total,
        expected_total=expected,
        per_output=_per_output(played),
    )
    for steps, score in zip(runs, played.lanes, strict=True):
        if score.mismatch_step is not None:
            evidence = _evidence(design, steps, score.mismatch_step, score.got, waveform)
            return dataclasses.replace(
                scored, status=Status.FAIL, reason=evidence.summary, evidence=evidence
            )
    return scored


def _per_output(played: Played) -> tuple[OutputScore, ...]:
    scores: dict[str, list[int]] = {}
    for lane in played.lanes:
        for name, good, count in lane.per_output:
            score = scores.setdefault(name, [0, 0])
            score[0], score[1] = score[0] + good, score[1] + count
    return tuple(
        OutputScore(output=name, passed=good, total=count) for name, (good, count) in scores.items()
    )


def _evidence(
    design: Design,
    steps: Sequence[TraceStep],
    number: int,
    got: tuple[tuple[str, str], ...],
    waveform: Path | None,
) -> Evidence:
    """Cut the trace after the first mismatch and record a waveform of it."""
    seen = {name: bits for name, bits in got if name in dict(steps[number].expected)}
    last = dataclasses.replace(steps[number], got=tuple(seen.items()))
    trace = (*steps[:number], last)
    levels: dict[str, str] = {}
    for step in trace:
        levels.update(step.inputs)
    shown = ", ".join(
        f"{name} = {_show(seen[name])}, want {_show(bits)}"
        for name, bits in last.expected
        if any(want not in ("-", have) for want, have in zip(bits, seen[name], strict=True))
    )
    driven = ", ".join(f"{name}={_show(bits)}" for name, bits in levels.items())
    summary = f"{shown} @ {(number + 1) * STEP_NS} ns ({driven})"
    if waveform is not None:
        dump_waveform(design, trace, waveform)
    written = str(waveform) if waveform is not None and waveform.is_file() else None
    return Evidence(summary=summary, trace=trace, waveform=written)


def _show(bits: str) -> str:
    return bits if len(bits) == 1 else f"{len(bits)}'b{bits}"

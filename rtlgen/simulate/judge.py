"""Judge a design by obligations, a reference, a Python model, or a recorded trace."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from pathlib import Path

from rtlgen.finding import Finding, Severity
from rtlgen.simulate.batch import Played, play
from rtlgen.simulate.harness import STEP_NS
from rtlgen.simulate.model import model_responses
from rtlgen.simulate.session import Response, run_steps
from rtlgen.simulate.stimuli import design_stimulus, obligation_runs
from rtlgen.spec.model import Obligation, Port
from rtlgen.verdict import CheckKind, CheckResult, Evidence, OutputScore, Status, TraceStep
from rtlgen.verilog.design import Design

CHECK = "simulate"


def simulate_obligations(
    design: Design,
    obligations: Sequence[Obligation],
    *,
    seed: int = 0,
    waveform_path: Path | None = None,
) -> CheckResult:
    """Replay what the specification demands.

    Args:
        design: The design under test, with the roles of the specification.
        obligations: At least one.
        seed: Of the values that stand for don't-care inputs.
        waveform_path: Where to write an FST of the first mismatch.
    """
    runs = obligation_runs(obligations, design, seed)
    return _judge([design], runs, waveform_path)[0]


def simulate_reference(
    design: Design, reference: Design, *, seed: int = 0, waveform_path: Path | None = None
) -> CheckResult:
    """Compare with a reference module that is simulated alone, before, on the same stimulus.

    Where the reference answers X any value is right, and so it is before the first clock edge
    under reset. The two are never in one compilation.

    Args:
        design: The design under test.
        reference: The reference; its ports and roles decide the stimulus.
        seed: Of the random stimulus.
        waveform_path: Where to write an FST of the first mismatch.
    """
    if refused := _other_ports(design, reference):
        return refused
    steps = design_stimulus(reference, seed)
    answer = run_steps(reference, steps, is_recording=True)
    if not answer.recorded:
        return _undecided("the reference does not simulate", answer)
    wanted = [_demanded(step) for step in answer.recorded]
    if reference.clocks and reference.resets:
        wanted[0] = ()
    design = dataclasses.replace(design, ports=_with_roles(design, reference))
    return _judge([design], (_expecting(steps, wanted),), waveform_path)[0]


def simulate_model(
    design: Design, model: str, *, seed: int = 0, waveform_path: Path | None = None
) -> CheckResult:
    """Compare with a Python reference model, see `testbenches.model`.

    Args:
        design: The design under test; its ports and roles decide the stimulus.
        model: `package.module:Class`.
        seed: Of the random stimulus.
        waveform_path: Where to write an FST of the first mismatch.

    Raises:
        UsageError: there is no such model, or it does not keep to the protocol.
    """
    steps = design_stimulus(design, seed)
    wanted = model_responses(model, steps, design)
    return _judge([design], (_expecting(steps, wanted),), waveform_path)[0]


def replay_trace(
    design: Design,
    trace: Sequence[TraceStep],
    *,
    reference: Design | None = None,
    waveform_path: Path | None = None,
) -> CheckResult:
    """Drive a recorded trace and compare the outputs that it expects.

    Args:
        design: The design under test.
        trace: Stimulus with expected outputs.
        reference: Ask this module what to expect in those steps that expect something.
        waveform_path: Where to write an FST of the first mismatch.
    """
    steps = tuple(trace)
    if reference is not None:
        answer = run_steps(reference, steps, is_recording=True)
        if not answer.recorded:
            return _undecided("the reference does not simulate", answer)
        wanted = [
            _demanded(outputs) if step.expected else ()
            for step, outputs in zip(steps, answer.recorded, strict=True)
        ]
        steps = _expecting(steps, wanted)
    return _judge([design], (steps,), waveform_path)[0]


def _demanded(outputs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """What a reference answers, with X turned into a don't-care."""
    return tuple((name, bits.replace("x", "-")) for name, bits in outputs)


def _expecting(
    steps: Sequence[TraceStep], wanted: Sequence[tuple[tuple[str, str], ...]]
) -> tuple[TraceStep, ...]:
    """Put the expected outputs into the steps; an output of which no bit is known is left out."""
    return tuple(
        dataclasses.replace(
            step, expected=tuple((n, bits) for n, bits in outputs if set(bits) != {"-"})
        )
        for step, outputs in zip(steps, wanted, strict=True)
    )


def _with_roles(design: Design, reference: Design) -> tuple[Port, ...]:
    roles = {port.name: port.role for port in reference.ports}
    return tuple(dataclasses.replace(p, role=roles.get(p.name, p.role)) for p in design.ports)


def _other_ports(design: Design, reference: Design) -> CheckResult | None:
    """Refuse to compare modules whose ports differ: nothing was simulated, nothing is decided."""
    ours = {(p.name, p.direction, p.width) for p in design.ports}
    theirs = {(p.name, p.direction, p.width) for p in reference.ports}
    if ours == theirs:
        return None
    shown = ", ".join(f"{d} [{w - 1}:0] {n}" for n, d, w in sorted(theirs - ours)) or "none"
    extra = ", ".join(f"{d} [{w - 1}:0] {n}" for n, d, w in sorted(ours - theirs)) or "none"
    return CheckResult(
        check=CHECK,
        kind=CheckKind.BEHAVIOURAL,
        status=Status.FAIL,
        reason="the ports differ from those of the reference",
        findings=(
            Finding(
                code="RTL101",
                severity=Severity.ERROR,
                path=design.path,
                message=f"ports of the reference that are missing: {shown}; ports that it does "
                f"not have: {extra}",
                remedy="give the module the ports of the reference",
            ),
        ),
    )


def _judge(
    designs: Sequence[Design], runs: Sequence[tuple[TraceStep, ...]], waveform_path: Path | None
) -> list[CheckResult]:
    started = time.monotonic()
    runs = [steps for steps in runs if any(step.expected for step in steps)]
    if not runs:
        reason = "nothing is demanded that could be compared"
        return [_result(Status.UNKNOWN, reason, started)] * len(designs)
    played = play(designs, runs)
    each_s = (time.monotonic() - started) / max(1, len(designs))
    return [
        dataclasses.replace(_scored(design, runs, one, waveform_path), elapsed_s=each_s)
        for design, one in zip(designs, played, strict=True)
    ]


def _scored(
    design: Design, runs: Sequence[tuple[TraceStep, ...]], played: Played,
    waveform_path: Path | None,
) -> CheckResult:  # fmt: skip
    started = time.monotonic()
    expected = sum(bool(step.expected) for steps in runs for step in steps)
    if played.build.findings:
        reason, findings = "the design cannot be simulated", played.build.findings
        return _result(Status.FAIL, reason, started, findings=findings, expected_total=expected)
    if played.timed_out or played.build.timed_out:
        return _result(Status.TIMEOUT, "the simulation did not end in time", started)
    if played.crash:
        reason = f"the simulator gave no result: {played.crash[-400:]}"
        return _result(Status.ERROR, reason, started)
    passed = sum(score.passed for score in played.lanes)
    total = sum(score.compared for score in played.lanes)
    result = _result(
        Status.PASS if passed == total == expected else Status.ERROR,
        f"{passed} of {expected} vectors agree",
        started,
        passed=passed,
        total=total,
        expected_total=expected,
        scores=_per_output(played),
    )
    for steps, score in zip(runs, played.lanes, strict=True):
        if score.mismatch_step is not None:
            evidence = _evidence(design, steps, score.mismatch_step, score.got, waveform_path)
            return dataclasses.replace(
                result, status=Status.FAIL, reason=evidence.summary, evidence=evidence
            )
    return result


def _per_output(played: Played) -> dict[str, list[int]]:
    scores: dict[str, list[int]] = {}
    for lane in played.lanes:
        for name, good, count in lane.per_output:
            score = scores.setdefault(name, [0, 0])
            score[0], score[1] = score[0] + good, score[1] + count
    return scores


def _result(
    status: Status,
    reason: str,
    started: float,
    *,
    passed: int = 0,
    total: int = 0,
    expected_total: int = 0,
    scores: dict[str, list[int]] | None = None,
    findings: tuple[Finding, ...] = (),
    evidence: Evidence | None = None,
) -> CheckResult:
    return CheckResult(
        check=CHECK,
        kind=CheckKind.BEHAVIOURAL,
        status=status,
        reason=reason,
        passed=passed,
        total=total,
        expected_total=expected_total,
        findings=findings,
        evidence=evidence,
        elapsed_s=time.monotonic() - started,
        per_output=tuple(
            OutputScore(output=n, passed=good, total=count)
            for n, (good, count) in (scores or {}).items()
        ),
    )


def _undecided(reason: str, response: Response) -> CheckResult:
    said = "; ".join(f.message for f in response.build.findings) or response.crash[-400:]
    status = Status.TIMEOUT if response.timed_out else Status.UNKNOWN
    return _result(status, f"{reason}: {said}" if said else reason, time.monotonic())


def _evidence(
    design: Design, steps: Sequence[TraceStep], number: int, got: tuple[tuple[str, str], ...],
    waveform_path: Path | None,
) -> Evidence:  # fmt: skip
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
    waveform = None
    if waveform_path is not None:
        run_steps(design, trace, waveform_path=waveform_path)
        waveform = str(waveform_path) if waveform_path.is_file() else None
    return Evidence(summary=summary, trace=trace, waveform=waveform)


def _show(bits: str) -> str:
    return bits if len(bits) == 1 else f"{len(bits)}'b{bits}"

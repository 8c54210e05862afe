"""Judge designs by obligations, a reference, a Python model, or a recorded trace."""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from rtlgen.finding import Finding, Severity
from rtlgen.sandbox import Limits
from rtlgen.simulate.batch import USUAL, Patience
from rtlgen.simulate.model import model_responses
from rtlgen.simulate.record import Outputs, Recording, record
from rtlgen.simulate.score import result, score_runs
from rtlgen.simulate.session import LIMITS
from rtlgen.simulate.stimuli import design_stimulus, obligation_runs
from rtlgen.spec.model import Obligation, Port
from rtlgen.verdict import CheckResult, Status, TraceStep
from rtlgen.verilog.design import Design

Waveforms = Sequence[Path | None]
"""For each design, where to write an FST of its first mismatch; empty = nowhere."""


def simulate_obligations(
    designs: Sequence[Design],
    obligations: Sequence[Obligation],
    *,
    seed: int = 0,
    waveforms: Waveforms = (),
    patience: Patience = USUAL,
) -> list[CheckResult]:
    """Replay what the specification demands.

    Args:
        designs: The designs under test, with the ports and roles of the specification.
        obligations: At least one.
        seed: Of the values that stand for don't-care inputs.
        waveforms: See `Waveforms`.
        patience: How long one waits for a simulation.
    """
    runs = obligation_runs(obligations, designs[0], seed)
    return score_runs(designs, runs, waveforms, patience)


def simulate_reference(
    designs: Sequence[Design],
    reference: Design,
    *,
    seed: int = 0,
    waveforms: Waveforms = (),
    patience: Patience = USUAL,
) -> list[CheckResult]:
    """Compare with a reference module that is simulated alone, before, on the same stimulus.

    Where the reference answers X any value is right, and so it is before the first clock edge
    under reset. The reference is never in one compilation with a design.

    Args:
        designs: The designs under test.
        reference: The reference; its ports and roles decide the stimulus.
        seed: Of the random stimulus.
        waveforms: See `Waveforms`.
        patience: How long one waits for a simulation.
    """
    refused = [_other_ports(design, reference) for design in designs]
    steps, answer = _answers(reference, seed)
    if not answer.outputs:
        undecided = _undecided("the reference does not simulate", answer)
        return [refusal or undecided for refusal in refused]
    wanted = [_demanded(outputs) for outputs in answer.outputs]
    if reference.clocks and reference.resets:
        wanted[0] = ()
    alike = [
        dataclasses.replace(design, ports=_with_roles(design, reference))
        for design, refusal in zip(designs, refused, strict=True) if refusal is None
    ]  # fmt: skip
    paths = [
        path for path, refusal in zip(waveforms, refused, strict=False) if refusal is None
    ]  # fmt: skip
    runs = (_expecting(steps, wanted),)
    scored = iter(score_runs(alike, runs, paths, patience) if alike else ())
    return [refusal or next(scored) for refusal in refused]


def prepare_reference(reference: Design, *, seed: int = 0, limits: Limits = LIMITS) -> bool:
    """Simulate a reference now, for a later `simulate_reference` with the same seed.

    Returns:
        Whether it answered within the limits.
    """
    return bool(_answers(reference, seed, limits)[1].outputs)


def simulate_model(
    designs: Sequence[Design], model: str, *, seed: int = 0, waveforms: Waveforms = ()
) -> list[CheckResult]:
    """Compare with a Python reference model, see `testbenches.model`.

    Args:
        designs: The designs under test; the ports and roles of the first one decide the stimulus.
        model: `package.module:Class`.
        seed: Of the random stimulus.
        waveforms: See `Waveforms`.

    Raises:
        UsageError: there is no such model, or it does not keep to the protocol.
    """
    steps = design_stimulus(designs[0], seed)
    wanted = model_responses(model, steps, designs[0])
    return score_runs(designs, (_expecting(steps, wanted),), waveforms)


def replay_trace(
    design: Design,
    trace: Sequence[TraceStep],
    *,
    reference: Design | None = None,
    waveform: Path | None = None,
) -> CheckResult:
    """Drive a recorded trace and compare the outputs that it expects.

    Args:
        design: The design under test.
        trace: Stimulus with expected outputs.
        reference: Ask this module what to expect in those steps that expect something.
        waveform: Where to write an FST of the first mismatch.
    """
    steps = tuple(trace)
    if reference is not None:
        answer = record(reference, steps)
        if not answer.outputs:
            return _undecided("the reference does not simulate", answer)
        wanted = [
            _demanded(outputs) if step.expected else ()
            for step, outputs in zip(steps, answer.outputs, strict=True)
        ]
        steps = _expecting(steps, wanted)
    return score_runs([design], (steps,), [waveform])[0]


_KEPT = 32
_kept_answers: OrderedDict[tuple[Design, int], tuple[tuple[TraceStep, ...], Recording]]
_kept_answers = OrderedDict()


def _answers(
    reference: Design, seed: int, limits: Limits = LIMITS
) -> tuple[tuple[TraceStep, ...], Recording]:
    """Return the stimulus of a reference and what it answers, or remember both."""
    key = (reference, seed)
    if key in _kept_answers:
        _kept_answers.move_to_end(key)
        return _kept_answers[key]
    steps = design_stimulus(reference, seed)
    answer = record(reference, steps, limits=limits)
    if answer.outputs:
        _kept_answers[key] = steps, answer
        while len(_kept_answers) > _KEPT:
            _kept_answers.popitem(last=False)
    return steps, answer


def _demanded(outputs: Outputs) -> Outputs:
    """What a reference answers, with X turned into a don't-care."""
    return tuple((name, bits.replace("x", "-")) for name, bits in outputs)


def _expecting(steps: Sequence[TraceStep], wanted: Sequence[Outputs]) -> tuple[TraceStep, ...]:
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
    finding = Finding(
        code="RTL101",
        severity=Severity.ERROR,
        path=design.path,
        message=f"ports of the reference that are missing: {shown}; ports that it does not "
        f"have: {extra}",
        remedy="give the module the ports of the reference",
    )
    reason = "the ports differ from those of the reference"
    return result(Status.FAIL, reason, findings=(finding,))


def _undecided(reason: str, recording: Recording) -> CheckResult:
    said = "; ".join(f.message for f in recording.build.findings) or recording.crash[-400:]
    status = Status.TIMEOUT if recording.timed_out else Status.UNKNOWN
    return result(status, f"{reason}: {said}" if said else reason)

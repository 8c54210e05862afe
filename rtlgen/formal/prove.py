"""Prove designs: against a reference, or against vectors."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

from rtlgen.sandbox import Limits, run_worker
from rtlgen.spec.model import Obligation
from rtlgen.verdict import CheckKind, CheckResult, Evidence, Status, TraceStep
from rtlgen.verilog.design import Design

_GRACE_S = 15.0
"""For elaboration, and for engines that look at their clock rarely."""


def prove_equivalent(
    design: Design, reference: Design, *, depth: int = 20, timeout_s: float = 10.0
) -> CheckResult:
    """Prove that two modules agree, for all inputs and all time.

    What power-up, resets and don't-cares mean is said in `machine.py`.

    Args:
        design: The design under test.
        reference: The reference, with the same ports; its roles say what is clock and reset.
        depth: Clock cycles that are searched for a difference before a proof is tried.
        timeout_s: Limit of the solvers.

    Returns:
        PASS and proved; FAIL with a counterexample; UNKNOWN with `bound` cycles without a
        difference, or with the construct that is not modelled; TIMEOUT.
    """
    started = time.monotonic()
    sides = {"gold": reference, "gate": design}
    (answer,) = _ask([_job(sides, timeout_s, depth=depth, environment=_around(reference))])
    if answer["outcome"] == "proved":
        text = (
            f"equal to the reference for every input{' and all time' if reference.clocks else ''}"
        )
        return _result(Status.PASS, text + answer["reason"], started, is_proved=True)
    return _undecided(answer, "differs from the reference", started)


def prove_obligations(
    design: Design, obligations: Sequence[Obligation], *, timeout_s: float = 10.0
) -> CheckResult:
    """Prove that a combinational module satisfies vectors, `-` inputs standing for every value.

    Args:
        design: The design under test.
        obligations: Combinational ones.
        timeout_s: Limit of the solver.
    """
    started = time.monotonic()
    vectors = [vector for obligation in obligations for vector in obligation.vectors]
    rows = [{"inputs": dict(v.inputs), "expected": dict(v.expected)} for v in vectors]
    (answer,) = _ask([_job({"gate": design}, timeout_s, vectors=rows)])
    if answer["outcome"] == "proved":
        text = f"{len(vectors)} rows hold for every input"
        return _result(Status.PASS, text, started, is_proved=True)
    broken = "a row is violated"
    if answer["outcome"] == "refuted":
        broken = f"line {vectors[answer['bound']].line} is violated"
    return _undecided(answer, broken, started)


def predict_responses(
    designs: Sequence[Design], *, frames: int, seed: int
) -> list[tuple[TraceStep, ...] | str]:
    """Say what the models of designs answer to random stimuli, as steps for a testbench.

    This is how the models are held against the simulator; `-` are bits that they do not know.

    Args:
        designs: Any designs.
        frames: How often the inputs take new levels.
        seed: Of the stimulus.

    Returns:
        For each design the steps, or why there are none.
    """
    jobs = [
        _job({"gold": design, "gate": design}, 5.0, environment=_around(design), frames=frames,
             seed=seed)
        for design in designs
    ]  # fmt: skip
    return [
        _trace(answer["steps"])
        if answer["outcome"] == "predicted"
        else str(answer.get("reason") or answer["outcome"])
        for answer in _ask(jobs)
    ]


def _around(reference: Design) -> dict[str, dict[str, int]]:
    """Return the ports, clocks and resets that both designs share, see `machine.Environment`."""
    return {
        "inputs": {port.name: port.width for port in reference.inputs},
        "idle": {port.name: int(port.role.active_low) for port in reference.clocks},
        "resets": {port.name: int(not port.role.active_low) for port in reference.resets},
    }


def _job(designs: Mapping[str, Design], timeout_s: float, **rest: object) -> dict[str, Any]:
    return {
        "designs": {r: {"verilog": d.verilog, "top": d.top} for r, d in designs.items()},
        "timeout_s": timeout_s,
        **rest,
    }


def _ask(jobs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Let child processes decide the jobs; one that dies takes only the job it died of with it."""
    answers: list[dict[str, Any]] = []
    while len(answers) < len(jobs):
        left = jobs[len(answers) :]
        wall_s = sum(job["timeout_s"] for job in left) + _GRACE_S
        limits = Limits(wall_s=wall_s, cpu_s=int(wall_s), output_bytes=64 << 20)
        done = run_worker("rtlgen.formal.worker", {"jobs": left}, limits=limits, has_proc=True)
        lines = done.stdout.decode(errors="replace").splitlines()
        answers += [json.loads(line) for line in lines if line.startswith("{")]
        if len(answers) == len(jobs):
            break
        if done.timed_out:
            answers.append({"outcome": "timeout"})
            continue
        said = re.findall(r"ERROR: (.*)", done.log)
        reason = said[-1] if said else done.log.strip()[-300:] or f"status {done.returncode}"
        answers.append({"outcome": "unsupported", "reason": f"Yosys gives up: {reason}"})
    return answers


def _undecided(answer: Mapping[str, Any], what: str, started: float) -> CheckResult:
    match answer["outcome"]:
        case "refuted":
            return _refuted(answer["steps"], what, started)
        case "bounded":
            reason = f"no difference in {answer['bound']} cycles, and no proof in time"
            return _result(Status.UNKNOWN, reason, started, bound=answer["bound"])
        case "timeout":
            return _result(Status.TIMEOUT, "the solver did not end in time", started)
    return _result(Status.UNKNOWN, f"not modelled: {answer['reason']}", started)


def _refuted(steps: Sequence[Mapping[str, Any]], what: str, started: float) -> CheckResult:
    trace = _trace(steps)
    shown = ", ".join(f"{name}={bits}" for name, bits in trace[-1].inputs)
    after = f"after {len(trace) - 1} steps, " if len(trace) > 1 else ""
    evidence = Evidence(summary=f"{what} {after}for {shown}", trace=trace)
    return _result(Status.FAIL, evidence.summary, started, evidence=evidence)


def _trace(steps: Sequence[Mapping[str, Any]]) -> tuple[TraceStep, ...]:
    return tuple(
        TraceStep(inputs=tuple(s["inputs"].items()), expected=tuple(s["expected"].items()))
        for s in steps
    )


def _result(
    status: Status, reason: str, started: float, *, is_proved: bool = False,
    bound: int | None = None, evidence: Evidence | None = None,
) -> CheckResult:  # fmt: skip
    return CheckResult(
        check="formal", kind=CheckKind.BEHAVIOURAL, status=status, reason=reason, proved=is_proved,
        bound=bound, evidence=evidence, elapsed_s=time.monotonic() - started,
    )  # fmt: skip

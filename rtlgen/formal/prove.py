"""Prove designs: against a reference, or against vectors."""

from __future__ import annotations

import json
import re
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
    """Prove that a module agrees with a reference; see `prove_all_equivalent`."""
    return prove_all_equivalent([design], reference, depth=depth, timeout_s=timeout_s)[0]


def prove_all_equivalent(
    designs: Sequence[Design], reference: Design, *, depth: int = 20, timeout_s: float = 10.0
) -> list[CheckResult]:
    """Prove that modules agree with a reference, for all inputs and all time.

    What power-up, resets and don't-cares mean is said in `machine.py`.

    Args:
        designs: The designs under test; one child process serves them all.
        reference: The reference, with the same ports; its roles say what is clock and reset.
        depth: Clock cycles that are searched for a difference before a proof is tried.
        timeout_s: Limit of the solvers for each design.

    Returns:
        For each design PASS and proved; FAIL with a counterexample; UNKNOWN with `bound` cycles
        without a difference, or with the construct that is not modelled; TIMEOUT.
    """
    around = _around(reference)
    jobs = [
        _job({"gold": reference, "gate": design}, timeout_s, depth=depth, environment=around)
        for design in designs
    ]
    text = "equal to the reference for every input"
    text += " and all time" if reference.clocks else ""
    return [_judged(answer, text, "differs from the reference") for answer in _ask(jobs)]


def prove_obligations(
    designs: Sequence[Design], obligations: Sequence[Obligation], *, timeout_s: float = 10.0
) -> list[CheckResult]:
    """Prove that combinational modules satisfy vectors, `-` inputs standing for every value.

    Args:
        designs: The designs under test; one child process serves them all.
        obligations: Combinational ones.
        timeout_s: Limit of the solver for each design.

    Returns:
        See `prove_all_equivalent`.
    """
    vectors = [vector for obligation in obligations for vector in obligation.vectors]
    rows = [{"inputs": dict(v.inputs), "expected": dict(v.expected)} for v in vectors]
    jobs = [_job({"gate": design}, timeout_s, vectors=rows) for design in designs]
    text = f"{len(vectors)} rows hold for every input"
    return [
        _judged(answer, text, f"line {vectors[answer['bound']].line} is violated")
        if answer["outcome"] == "refuted"
        else _judged(answer, text, "")
        for answer in _ask(jobs)
    ]


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


def _judged(answer: Mapping[str, Any], proved: str, refuted: str) -> CheckResult:
    """Turn a decision of the child process into a result."""
    elapsed_s = answer.get("elapsed_s", 0.0)
    match answer["outcome"]:
        case "proved":
            return _result(Status.PASS, proved + answer["reason"], elapsed_s, is_proved=True)
        case "refuted":
            trace = _trace(answer["steps"])
            shown = ", ".join(f"{name}={bits}" for name, bits in trace[-1].inputs)
            after = f"after {len(trace) - 1} steps, " if len(trace) > 1 else ""
            evidence = Evidence(summary=f"{refuted} {after}for {shown}", trace=trace)
            return _result(Status.FAIL, evidence.summary, elapsed_s, evidence=evidence)
        case "bounded":
            reason = f"no difference in {answer['bound']} cycles, and no proof in time"
            return _result(Status.UNKNOWN, reason, elapsed_s, bound=answer["bound"])
        case "timeout":
            return _result(Status.TIMEOUT, "the solver did not end in time", elapsed_s)
    return _result(Status.UNKNOWN, f"not modelled: {answer['reason']}", elapsed_s)


def _trace(steps: Sequence[Mapping[str, Any]]) -> tuple[TraceStep, ...]:
    return tuple(
        TraceStep(inputs=tuple(s["inputs"].items()), expected=tuple(s["expected"].items()))
        for s in steps
    )


def _result(
    status: Status,
    reason: str,
    elapsed_s: float,
    *,
    is_proved: bool = False,
    bound: int | None = None,
    evidence: Evidence | None = None,
) -> CheckResult:
    return CheckResult(
        check="formal", kind=CheckKind.BEHAVIOURAL, status=status, reason=reason, proved=is_proved,
        bound=bound, evidence=evidence, elapsed_s=elapsed_s,
    )  # fmt: skip

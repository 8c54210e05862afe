"""Lint, then simulate, then prove; the first certain failure ends it."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from rtlgen.spec.model import ObligationKind, Port
from rtlgen.verdict import CheckKind, CheckResult, Status, Verdict
from rtlgen.verify.plan import CheckName, Place, VerificationPlan
from rtlgen.verilog import VerilogError, read_design
from rtlgen.verilog.design import Design


def verify(
    verilog: str,
    plan: VerificationPlan,
    *,
    path: str | None = None,
    waveform_path: Path | None = None,
    on_check: Callable[[CheckResult], None] | None = None,
) -> Verdict:
    """Judge one design.

    Checks run from cheap to dear. After a FAIL the later ones are SKIPPED: they could not change
    the verdict.

    Args:
        verilog: Source text of all modules of the design.
        plan: What it is judged by.
        path: The file it came from, for findings.
        waveform_path: Where to write the FST of the first mismatch.
        on_check: Called after each check, for live progress.

    Raises:
        ToolNotFound: Icarus, the sandbox or Yosys is missing.
        ToolCrashed: the machine broke (a full disk, a dead sandbox), never the design.
    """
    place = Place(path=path, waveform_path=waveform_path)
    results: list[CheckResult] = []
    for result in _run(verilog, plan, place):
        results.append(result)
        if on_check is not None:
            on_check(result)
    candidate_id = hashlib.sha256(verilog.encode()).hexdigest()[:16]
    return Verdict(candidate_id=candidate_id, checks=tuple(results))


def _run(verilog: str, plan: VerificationPlan, place: Place) -> Iterator[CheckResult]:
    # Lint and the interface contract always run: nothing may be simulated unparsed. When lint
    # was not asked for, only its errors count.
    lint = _lint(verilog, plan, place)
    yield lint
    if lint.status is not Status.PASS:
        yield from _skipped(plan, f"lint says {lint.status}")
        return
    try:
        design = read_design(verilog, top=plan.top, path=place.path)
    except VerilogError as error:
        yield _unreadable(error)
        yield from _skipped(plan, "the design cannot be elaborated")
        return
    if plan.ports is not None:
        design = _with_roles(design, plan.ports)
    failed = False
    for check in _behavioural(design, plan, place):
        if failed:
            break
        result = check()
        yield result
        failed = result.status is Status.FAIL


def _lint(verilog: str, plan: VerificationPlan, place: Place) -> CheckResult:
    from rtlgen.lint import lint_design

    result = lint_design(
        verilog,
        top=plan.top,
        ports=plan.ports,
        path=place.path,
        has_inline_waivers=plan.allow_inline_waivers,
    )
    if CheckName.LINT in plan.checks or result.status is not Status.PASS:
        return result
    return dataclasses.replace(result, findings=(), reason="reads without errors")


def _unreadable(error: VerilogError) -> CheckResult:
    return CheckResult(
        check="interface",
        kind=CheckKind.STATIC,
        status=Status.FAIL if error.findings else Status.ERROR,
        reason=str(error),
        findings=error.findings,
    )


def _with_roles(design: Design, ports: tuple[Port, ...]) -> Design:
    """Give the ports of a design the roles that the specification states."""
    roles = {port.name: port.role for port in ports}
    return dataclasses.replace(
        design,
        ports=tuple(
            dataclasses.replace(port, role=roles.get(port.name, port.role)) for port in design.ports
        ),
    )


def _behavioural(
    design: Design, plan: VerificationPlan, place: Place
) -> Iterator[Callable[[], CheckResult]]:
    if CheckName.SIMULATE in plan.checks:
        yield from _simulations(design, plan, place)
    if CheckName.FORMAL in plan.checks:
        yield from _proofs(design, plan)


def _simulations(
    design: Design, plan: VerificationPlan, place: Place
) -> Iterator[Callable[[], CheckResult]]:
    from rtlgen import simulate

    fst = place.waveform_path
    if plan.obligations:
        yield lambda: simulate.simulate_obligations(design, plan.obligations, waveform_path=fst)
    if (reference := plan.reference) is not None:
        yield lambda: simulate.simulate_reference(
            design, reference, seed=plan.seed, waveform_path=fst
        )
    if (model := plan.model) is not None:
        yield lambda: simulate.simulate_model(design, model, seed=plan.seed, waveform_path=fst)
    if (testbench := plan.testbench) is not None:
        yield lambda: simulate.simulate_testbench(design, testbench)


def _proofs(design: Design, plan: VerificationPlan) -> Iterator[Callable[[], CheckResult]]:
    from rtlgen.formal.prove import prove_equivalent, prove_obligations

    limit_s = plan.formal_timeout_s
    rows = [o for o in plan.obligations if o.kind is ObligationKind.COMBINATIONAL]
    if rows:
        yield lambda: _settle(prove_obligations(design, rows, timeout_s=limit_s), design, plan)
    if (reference := plan.reference) is not None:
        yield lambda: _settle(
            prove_equivalent(design, reference, depth=plan.depth, timeout_s=limit_s),
            design,
            plan,
            reference,
        )


def _settle(
    result: CheckResult, design: Design, plan: VerificationPlan, reference: Design | None = None
) -> CheckResult:
    """Let Icarus confirm a refutation, and say what an open proof means.

    Simulation has already judged the same demands, so a proof that is not found takes nothing
    away from it, unless the user wants a proof.
    """
    if result.status is Status.FAIL:
        return _confirm(result, design, reference)
    if result.status not in (Status.UNKNOWN, Status.TIMEOUT):
        return result
    bound, accepted = result.bound, plan.accepted_bound
    if bound is not None and accepted is not None and bound >= accepted:
        # The vectors of a bounded proof are its cycles.
        return dataclasses.replace(
            result,
            status=Status.PASS,
            passed=bound,
            total=bound,
            expected_total=bound,
            reason=f"holds up to {bound} cycles; {accepted} were asked for",
        )
    if CheckName.SIMULATE not in plan.checks or plan.requires_proof:
        return result
    reason = f"simulation decides; {result.reason}"
    return dataclasses.replace(result, status=Status.SKIPPED, reason=reason)


def _confirm(result: CheckResult, design: Design, reference: Design | None) -> CheckResult:
    """Replay a counterexample; where Icarus does not see it, nothing is decided.

    A register of the design that nothing has loaded is arbitrary for the solver and X for Icarus,
    whose `if` takes an X for false: a refutation that only lives in that difference must not fail
    a design.
    """
    from rtlgen.simulate import replay_trace

    if result.evidence is None or not result.evidence.trace:
        return result
    replayed = replay_trace(design, result.evidence.trace, reference=reference)
    if replayed.status is Status.FAIL:
        evidence = replayed.evidence or result.evidence
        return dataclasses.replace(result, evidence=evidence)
    return dataclasses.replace(
        result,
        status=Status.UNKNOWN,
        evidence=None,
        findings=(),
        reason=f"formal refutes ({result.evidence.summary}), but Icarus answers "
        f"{replayed.status} to that counterexample",
    )


def _skipped(plan: VerificationPlan, reason: str) -> Iterator[CheckResult]:
    if not plan.has_behaviour:
        return
    for name in (CheckName.SIMULATE, CheckName.FORMAL):
        if name in plan.checks:
            yield CheckResult(
                check=name, kind=CheckKind.BEHAVIOURAL, status=Status.SKIPPED, reason=reason
            )

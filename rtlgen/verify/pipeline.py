"""Lint, then simulate, then prove; the first certain failure of a design ends its part."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rtlgen.candidate import identity_of
from rtlgen.errors import ToolCrashed
from rtlgen.spec.model import ObligationKind, Port
from rtlgen.verdict import CheckKind, CheckResult, Status, Verdict
from rtlgen.verify.plan import CheckName, VerificationPlan
from rtlgen.verilog.design import Design

if TYPE_CHECKING:
    from rtlgen.lint.run import Inspected


@dataclass(slots=True)
class _Case:
    """One design on its way through the checks."""

    verilog: str
    path: str | None
    waveform: Path | None
    results: list[CheckResult] = field(default_factory=list)
    design: Design | None = None
    """Set once the text is known to be good enough to be run."""

    @property
    def is_alive(self) -> bool:
        """Whether a further check can still change the verdict."""
        return self.design is not None and self.results[-1].status is not Status.FAIL


Check = Callable[[Sequence[Design], Sequence[Path | None]], list[CheckResult]]
"""Judges several designs at once; may write waveforms."""


def verify(
    verilog: str,
    plan: VerificationPlan,
    *,
    path: str | None = None,
    waveform_path: Path | None = None,
) -> Verdict:
    """Judge one design; see `verify_all`."""
    return verify_all([verilog], plan, paths=[path], waveforms=[waveform_path])[0]


def verify_all(
    texts: Sequence[str],
    plan: VerificationPlan,
    *,
    paths: Sequence[str | None] = (),
    waveforms: Sequence[Path | None] = (),
) -> list[Verdict]:
    """Judge several designs by the same plan; they share simulations and child processes.

    Checks run from cheap to dear. After a FAIL the later ones are left out: they could not change
    the verdict.

    Args:
        texts: Source texts, each with all modules of one design.
        plan: What they are judged by.
        paths: The files they came from, for findings.
        waveforms: Where to write the FST of each one's first mismatch.

    Raises:
        ToolNotFound: Icarus, the sandbox or Yosys is missing.
        ToolCrashed: the machine broke (a full disk, a dead sandbox), never the design.
    """
    try:
        return _verify_all(texts, plan, paths, waveforms)
    except OSError as error:  # a full disk, no more processes: never the design
        raise ToolCrashed(f"judging broke off: {error}; free some space and try again") from error


def _verify_all(
    texts: Sequence[str],
    plan: VerificationPlan,
    paths: Sequence[str | None],
    waveforms: Sequence[Path | None],
) -> list[Verdict]:
    none = [None] * len(texts)
    cases = [
        _Case(text, path, waveform)
        for text, path, waveform in zip(texts, paths or none, waveforms or none, strict=True)
    ]
    with _meanwhile(plan):
        for case, inspected in zip(cases, _lint(cases, plan), strict=True):
            _read(case, inspected, plan)
    for check in _checks(plan):
        alive = [case for case in cases if case.is_alive]
        designs = [case.design for case in alive if case.design is not None]
        if designs:
            found = check(designs, [case.waveform for case in alive])
            for case, result in zip(alive, found, strict=True):
                case.results.append(result)
    return [
        Verdict(
            candidate_id=identity_of(case.verilog),
            checks=tuple(case.results),
        )
        for case in cases
    ]


@contextmanager
def _meanwhile(plan: VerificationPlan) -> Iterator[None]:
    """Simulate the reference while another process lints; what is wrong with it is said later."""
    reference = plan.reference
    if reference is None or CheckName.SIMULATE not in plan.checks:
        yield
        return
    from rtlgen.simulate import prepare_reference

    with ThreadPoolExecutor(max_workers=1) as pool:
        prepared = pool.submit(prepare_reference, reference, seed=plan.seed)
        yield
        prepared.result()


def _read(case: _Case, inspected: Inspected, plan: VerificationPlan) -> None:
    """Take the design of a text that lint has let through.

    Lint and the interface contract always run: nothing may be simulated unparsed.
    """
    lint, design = inspected.result, inspected.design
    case.results.append(lint)
    if lint.status is not Status.PASS:
        case.results += _skipped(plan, f"lint says {lint.status}")
        return
    if design is None:  # its errors were waived
        case.results.append(_unreadable(lint))
        case.results += _skipped(plan, "the design cannot be elaborated")
        return
    case.design = design if plan.ports is None else _with_roles(design, plan.ports)


def _lint(cases: Sequence[_Case], plan: VerificationPlan) -> Sequence[Inspected]:
    from rtlgen.lint import inspect_designs

    is_wanted = CheckName.LINT in plan.checks
    found = inspect_designs(
        [case.verilog for case in cases],
        top=plan.top,
        ports=plan.ports,
        paths=[case.path for case in cases],
        has_inline_waivers=plan.allow_inline_waivers,
        has_structure=is_wanted,
        relaxed=plan.relaxed,
    )
    if is_wanted:
        return found
    # When lint was not asked for, only its errors count.
    reason = "reads without errors"
    return [
        dataclasses.replace(one, result=dataclasses.replace(one.result, findings=(), reason=reason))
        if one.result.status is Status.PASS
        else one
        for one in found
    ]


def _unreadable(lint: CheckResult) -> CheckResult:
    return CheckResult(
        check="interface",
        kind=CheckKind.STATIC,
        status=Status.FAIL,
        reason="the text cannot be elaborated, whatever was waived",
        findings=lint.findings,
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


def _checks(plan: VerificationPlan) -> Iterator[Check]:
    if not plan.has_behaviour:
        return  # before anything is loaded
    if CheckName.SIMULATE in plan.checks:
        yield from _simulations(plan)
    if CheckName.FORMAL in plan.checks:
        yield from _proofs(plan)


def _simulations(plan: VerificationPlan) -> Iterator[Check]:
    from rtlgen import simulate

    if plan.obligations:
        yield lambda designs, paths: simulate.simulate_obligations(
            designs, plan.obligations, seed=plan.seed, waveforms=paths
        )
    if (reference := plan.reference) is not None:
        yield lambda designs, paths: simulate.simulate_reference(
            designs, reference, seed=plan.seed, waveforms=paths
        )
    if (model := plan.model) is not None:
        yield lambda designs, paths: simulate.simulate_model(
            designs, model, seed=plan.seed, waveforms=paths
        )
    if (testbench := plan.testbench) is not None:
        yield lambda designs, _: [simulate.simulate_testbench(d, testbench) for d in designs]


def _proofs(plan: VerificationPlan) -> Iterator[Check]:
    from rtlgen.formal.prove import prove_all_equivalent, prove_obligations

    limit_s = plan.formal_timeout_s
    rows = [o for o in plan.obligations if o.kind is ObligationKind.COMBINATIONAL]
    if rows:
        yield lambda designs, _: _settled(
            prove_obligations(designs, rows, timeout_s=limit_s), designs, plan
        )
    if (reference := plan.reference) is not None:
        yield lambda designs, _: _settled(
            prove_all_equivalent(designs, reference, depth=plan.depth, timeout_s=limit_s),
            designs,
            plan,
            reference,
        )


def _settled(
    results: Sequence[CheckResult],
    designs: Sequence[Design],
    plan: VerificationPlan,
    reference: Design | None = None,
) -> list[CheckResult]:
    return [
        _confirm(result, design, reference)
        if result.status is Status.FAIL
        else _settle(result, plan)
        for result, design in zip(results, designs, strict=True)
    ]


def _settle(result: CheckResult, plan: VerificationPlan) -> CheckResult:
    """Say what a proof that was not found means.

    Simulation has already judged the same demands, so an open proof takes nothing away from it,
    unless the user wants a proof.
    """
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

"""Candidates as references for each other, and examples that they should meet."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.sandbox import Limits
from rtlgen.search.clusters import Compare
from rtlgen.search.hearing import Meets
from rtlgen.simulate import prepare_reference
from rtlgen.spec import Obligation, Port
from rtlgen.verdict import CheckKind, CheckResult, Status, Verdict
from rtlgen.verify import CheckName, VerificationPlan, verify_all
from rtlgen.verilog import read_design

_DECIDES = frozenset({CheckName.LINT, CheckName.SIMULATE})
_BRIEF = Limits(wall_s=4.0, cpu_s=4, output_bytes=16 << 20)
"""A candidate that takes longer as a reference is not compared with others."""


def comparison(top: str, seed: int) -> Compare:
    """Return what judges candidates by one of them.

    Args:
        top: Name of the module.
        seed: Of the stimuli, which come from the structure of the one that is the reference.
    """

    def compare(text: str, others: Sequence[str]) -> Sequence[Verdict]:
        reference = read_design(text, top=top)  # lint has let it through
        if not prepare_reference(reference, seed=seed, limits=_BRIEF):
            return [_undecided() for _ in others]
        plan = VerificationPlan(
            top=top, ports=reference.ports, reference=reference, checks=_DECIDES, seed=seed
        )
        return verify_all(others, plan)

    return compare


def demanding(top: str, ports: Sequence[Port], seed: int) -> Meets:
    """Return what judges candidates by the examples of a second opinion, and nothing else.

    Args:
        top: Name of the module.
        ports: The interface contract with roles.
        seed: Of the values for don't-cares.
    """

    def meets(demand: Obligation, texts: Sequence[str]) -> Sequence[Verdict]:
        plan = VerificationPlan(
            top=top, ports=tuple(ports), obligations=(demand,), checks=_DECIDES, seed=seed
        )
        return verify_all(texts, plan)

    return meets


def _undecided() -> Verdict:
    """It hangs or stops: it stands for itself alone."""
    check = CheckResult(
        check="simulate", kind=CheckKind.BEHAVIOURAL, status=Status.TIMEOUT,
        reason="the candidate that was the reference does not simulate",
    )  # fmt: skip
    return Verdict(candidate_id="", checks=(check,))

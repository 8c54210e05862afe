"""The seed of a plan decides every stimulus that is drawn."""

from __future__ import annotations

from rtlgen.spec.model import Obligation, ObligationKind, SourceRef, Vector
from rtlgen.verdict import Status, TraceStep
from rtlgen.verify import VerificationPlan, verify

ANY = "module any(input en, input [15:0] a, output y);\n  assign y = en;\nendmodule\n"
DEMAND = Obligation(
    name="y follows en", kind=ObligationKind.COMBINATIONAL,
    vectors=(Vector(inputs=(("en", "1"), ("a", "-" * 16)), expected=(("y", "1"),)),),
    source=SourceRef(path="any.md", line=1),
)  # fmt: skip


def refutation(seed: int) -> tuple[TraceStep, ...]:
    verdict = verify(
        ANY.replace("= en", "= 1'b0"), VerificationPlan(obligations=(DEMAND,), seed=seed)
    )
    assert verdict.status is Status.FAIL
    assert verdict.evidence is not None
    return verdict.evidence.trace


def test_dont_cares_of_a_demand_are_drawn_by_the_seed() -> None:
    """Another seed shows another value for inputs that may have any, and the same one the same."""
    assert refutation(1) == refutation(1)
    assert refutation(1)[0].inputs != refutation(2)[0].inputs

"""Design classes: what kind of design it is, and what can judge it."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.spec.model import Obligation, Spec


def class_of(spec: Spec, obligations: Sequence[Obligation], *, has_judge: bool) -> str:
    """Return for example `sequential, prose`.

    Args:
        spec: The specification.
        obligations: What it demands.
        has_judge: A reference, a model or a testbench judges beside it.
    """
    kind = "sequential" if spec.clocks else "combinational"
    if has_judge:
        judged = "reference"
    elif any(obligation.is_complete for obligation in obligations):
        judged = "determined"
    else:
        judged = "examples" if obligations else "prose"
    return f"{kind}, {judged}"

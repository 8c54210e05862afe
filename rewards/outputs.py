"""Share of the outputs that are right in every vector."""

from __future__ import annotations

from rewards.judged import HasChecks, behavioural


def outputs_right(verdict: HasChecks) -> float | None:
    """Return the share of outputs that every check found right in all its vectors, in [0, 1].

    A vector passes only when all outputs agree, so one wrong output of three can bring the pass
    rate to 0 while two thirds of the work are done. Outputs that nothing was demanded of do not
    count. None when the fault is ours, 0 when no output was compared.
    """
    if verdict.status == "ERROR":
        return None
    is_right: dict[str, bool] = {}
    for check in behavioural(verdict):
        for count in check.per_output:
            if count.total > 0:
                agrees = count.passed == count.total
                is_right[count.output] = is_right.get(count.output, True) and agrees
    return sum(is_right.values()) / len(is_right) if is_right else 0.0

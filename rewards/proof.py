"""Whether a design is right for all inputs, and not only for those that were tried."""

from __future__ import annotations

from rewards.judged import HasChecks, behavioural


def proof(verdict: HasChecks) -> float | None:
    """Return 1 for a design that passes and is proved for all inputs and all time, else 0.

    A proof up to some cycles is none, and a proof of one demand does not help a design that fails
    another. None when the fault is ours.
    """
    if verdict.status == "ERROR":
        return None
    is_proved = any(
        check.proved and check.bound is None and check.status == "PASS"
        for check in behavioural(verdict)
    )
    return float(verdict.status == "PASS" and is_proved)

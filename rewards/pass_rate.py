"""Share of vectors that a design answers rightly."""

from __future__ import annotations

from typing import Protocol


class HasPassRate(Protocol):
    """What a reward needs to know of a verdict."""

    @property
    def status(self) -> str:
        """PASS, FAIL, UNKNOWN, TIMEOUT, ERROR or SKIPPED."""
        ...

    @property
    def pass_rate(self) -> float | None:
        """Share of vectors passed, or None if none was compared."""
        ...


def pass_rate(verdict: HasPassRate) -> float | None:
    """Return the pass rate in [0, 1]; None when the fault is ours, 0 when nothing could run.

    A design that does not compile, or never ends, earns 0; an ERROR says nothing about it.
    """
    if verdict.status == "ERROR":
        return None
    return verdict.pass_rate if verdict.pass_rate is not None else 0.0

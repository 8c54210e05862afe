"""What rewards need to know of a verdict; `rtlgen.verdict.Verdict` has all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class HasCode(Protocol):
    """A remark of a check."""

    @property
    def code(self) -> str:
        """Rule code, for example `RTL401`."""
        ...


class HasCount(Protocol):
    """How many vectors one output answered rightly."""

    @property
    def output(self) -> str:
        """Name of the output."""
        ...

    @property
    def passed(self) -> int:
        """Vectors that it answered rightly."""
        ...

    @property
    def total(self) -> int:
        """Vectors in which it was compared."""
        ...


class HasResult(Protocol):
    """What one check found out."""

    @property
    def kind(self) -> str:
        """`static` or `behavioural`."""
        ...

    @property
    def status(self) -> str:
        """PASS, FAIL, UNKNOWN, TIMEOUT, ERROR or SKIPPED."""
        ...

    @property
    def per_output(self) -> Sequence[HasCount]:
        """Counts of each output; empty where nothing was compared."""
        ...

    @property
    def findings(self) -> Sequence[HasCode]:
        """Its remarks."""
        ...

    @property
    def proved(self) -> bool:
        """Whether its property holds for every input."""
        ...

    @property
    def bound(self) -> int | None:
        """None = for all time, k = for the first k cycles."""
        ...


class HasChecks(Protocol):
    """A verdict."""

    @property
    def status(self) -> str:
        """PASS, FAIL, UNKNOWN, TIMEOUT, ERROR or SKIPPED."""
        ...

    @property
    def pass_rate(self) -> float | None:
        """Share of vectors passed, or None if none was compared."""
        ...

    @property
    def checks(self) -> Sequence[HasResult]:
        """What each check found out."""
        ...


def behavioural(verdict: HasChecks) -> list[HasResult]:
    """Return the checks that look at what the design does."""
    return [check for check in verdict.checks if check.kind == "behavioural"]

"""Order judged candidates so that the first is the one to take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.candidate import Candidate
from rtlgen.verdict import Status, Verdict

_PREFERENCE = (
    Status.PASS,
    Status.UNKNOWN,
    Status.TIMEOUT,
    Status.SKIPPED,
    Status.ERROR,
    Status.FAIL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A candidate with its verdict."""

    candidate: Candidate
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Judged candidates, best first."""

    judged: tuple[Judged, ...]
    drawn: int
    """Candidates drawn from the backends; texts drawn twice were judged once."""
    elapsed_s: float
    why: str
    """One sentence: why the search ended."""

    @property
    def best(self) -> Judged | None:
        """The candidate to take, whatever its verdict; None when nothing was drawn."""
        return self.judged[0] if self.judged else None

    @property
    def status(self) -> Status:
        """Status of the best candidate; UNKNOWN when nothing was drawn."""
        return self.best.verdict.status if self.best else Status.UNKNOWN


def rank(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Sort by verdict, proof, pass rate, likelihood and size; ties keep the order of arrival."""
    return tuple(sorted(judged, key=_key))


def _key(item: Judged) -> tuple[int, int, float, int, float, int]:
    verdict, candidate = item.verdict, item.candidate
    proofs = sum(check.proved for check in verdict.proofs)
    warnings = sum(len(check.findings) for check in verdict.checks)
    likelihood = candidate.logprob if candidate.logprob is not None else float("-inf")
    return (
        _PREFERENCE.index(verdict.status),
        -proofs,
        -(verdict.pass_rate or 0.0),
        warnings,
        -likelihood,
        len(candidate.verilog) if candidate.logprob is not None else 0,
    )

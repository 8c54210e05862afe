"""Order judged candidates so that the first is the one to take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from rtlgen.candidate import Candidate
from rtlgen.search.disputes import Dispute
from rtlgen.search.opinion import Opinion
from rtlgen.verdict import Status, Verdict
from rtlgen.verilog import codes

_PREFERENCE = (
    Status.PASS,
    Status.UNKNOWN,
    Status.TIMEOUT,
    Status.SKIPPED,
    Status.ERROR,
    Status.FAIL,
)
_IDLE_PORTS = frozenset({codes.UNREAD_INPUT, codes.UNDRIVEN_OUTPUT})
IDLE_PER_WHOLE = 4
"""So many candidates that leave a port without a use count as one that uses all. Almost none of
them is right; of the others of the small model one in four (benchmarks/results/scaling.md)."""


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
    groups: tuple[tuple[str, ...], ...] = ()
    """Ids of candidates of equal behaviour, the group that counts most first; empty where they were
    not compared with each other."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How often each text was drawn, by id."""
    probabilities: Mapping[str, float] = field(default_factory=dict)
    """Id → how probable what it does is to the models, by all that was seen of them; see `Seen`."""
    dispute: Dispute | None = None
    """Set where the two leading groups are too close for a choice: a person should say."""
    trust: Mapping[str, float] = field(default_factory=dict)
    """Backend → what its candidates counted; empty = 1 each."""
    opinions: tuple[Opinion, ...] = ()
    """Second opinions, also those that do not count; empty where nobody was asked."""

    @property
    def agreement(self) -> float | None:
        """Share of the drawn candidates that do what the best one does; None = not compared."""
        if not self.groups or self.best is None:
            return None
        return sum(self.counts[key] for key in self.leading) / self.drawn

    @property
    def leading(self) -> tuple[str, ...]:
        """Ids of the candidates that do what the best one does; empty = not compared."""
        best = None if self.best is None else self.best.candidate.id
        return next((group for group in self.groups if best in group), ())

    @property
    def best(self) -> Judged | None:
        """The candidate to take, whatever its verdict; None when nothing was drawn."""
        return self.judged[0] if self.judged else None

    @property
    def status(self) -> Status:
        """Status of the best candidate; UNKNOWN when nothing was drawn."""
        return self.best.verdict.status if self.best else Status.UNKNOWN


def rank(
    judged: Sequence[Judged], weights: Mapping[str, float] = MappingProxyType({})
) -> tuple[Judged, ...]:
    """Sort by verdict, proof, pass rate, group, warnings and likelihood; ties keep their order.

    Args:
        judged: In the order of arrival.
        weights: Id → how much speaks for what it does.
    """
    return tuple(sorted(judged, key=lambda item: _key(item, weights)))


def weight_of(group: Iterable[Judged], counts: Mapping[str, int]) -> int:
    """Return how many candidates speak for a group, those that leave ports without a use for less.

    Args:
        group: Candidates of equal behaviour.
        counts: How often each text was drawn, by id.
    """
    whole = idle = 0
    for item in group:
        if has_idle_ports(item.verdict):
            idle += counts[item.candidate.id]
        else:
            whole += counts[item.candidate.id]
    return whole + idle // IDLE_PER_WHOLE


def has_idle_ports(verdict: Verdict) -> bool:
    """Whether lint saw an input that nothing reads, or an output that nothing drives."""
    return any(found.code in _IDLE_PORTS for check in verdict.checks for found in check.findings)


def best_status(judged: Iterable[Judged]) -> Status | None:
    """Return the best status that any candidate has; None without candidates."""
    seen = {item.verdict.status for item in judged}
    return next((status for status in _PREFERENCE if status in seen), None)


def standing(verdict: Verdict) -> tuple[int, float]:
    """Return a key by which the better verdict is the smaller: status, then pass rate.

    What does not compile stands behind what passes nothing.
    """
    rate = verdict.pass_rate
    return _PREFERENCE.index(verdict.status), 1.0 if rate is None else -rate


def _key(item: Judged, weights: Mapping[str, float]) -> tuple[float, ...]:
    verdict, candidate = item.verdict, item.candidate
    proofs = sum(check.proved for check in verdict.proofs)
    warnings = sum(len(check.findings) for check in verdict.checks)
    likelihood = candidate.logprob if candidate.logprob is not None else float("-inf")
    return (
        _PREFERENCE.index(verdict.status),
        -proofs,
        -(verdict.pass_rate or 0.0),
        -weights.get(candidate.id, 0),
        has_idle_ports(verdict),
        warnings,
        -likelihood,
        len(candidate.verilog) if candidate.logprob is not None else 0,
    )

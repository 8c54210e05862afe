"""How much a candidate of each backend counts: the share of its candidates that do what is chosen.

No reference is needed: what most candidates do is right more often than what few do, so a backend
that mostly does what is chosen is right more often than one that does not. The shares then weigh
the votes of which they were made, until nothing changes.

Source: Li and Yu, "Error Rate Bounds and Iterative Weighted Majority Voting for Crowdsourcing"
(2014): the weight of a worker with accuracy p among L answers is L * p - 1, for as
many answers as there are behaviours in proportion to p.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_PRIOR = 2
"""Candidates of the share of all backends that each begins with."""
_ROUNDS = 50
"""Most rounds; a cycle of two choices for a tie would have no end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """The candidates for one design."""

    groups: Sequence[Mapping[str, float]]
    """Of equal behaviour: backend → what its candidates count."""
    drawn: Mapping[str, int]
    """Backend → candidates, with those that are in no group."""


def learn_trust(ballots: Sequence[Ballot]) -> Mapping[str, float]:
    """Return how much a candidate of each backend counts; see `trust_of`.

    Args:
        ballots: Of designs that all or most backends were asked for.
    """
    drawn: Counter[str] = Counter()
    for ballot in ballots:
        drawn.update(ballot.drawn)
    trust = dict.fromkeys(drawn, 1.0)
    for _ in range(_ROUNDS):
        agreed: dict[str, float] = defaultdict(float)
        for ballot in ballots:
            for name, count in _agreeing(ballot, trust):
                agreed[name] += count
        before, trust = trust, dict(trust_of(agreed, drawn))
        if trust == before:
            break
    return trust


def trust_of(agreed: Mapping[str, float], drawn: Mapping[str, int]) -> Mapping[str, float]:
    """Return how much a candidate of each backend counts, above 0 to 1, the most trusted one 1.

    In proportion to the share of its candidates that do what is chosen, drawn towards that of all.

    Args:
        agreed: Backend → candidates that do what is chosen.
        drawn: Backend → candidates.
    """
    overall = (sum(agreed.values()) + 1) / (sum(drawn.values()) + 2)
    shares = {
        name: (agreed.get(name, 0) + _PRIOR * overall) / (count + _PRIOR)
        for name, count in drawn.items()
    }
    most = max(shares.values(), default=1.0)
    return {name: share / most for name, share in shares.items()}


def _agreeing(ballot: Ballot, trust: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Yield backends and what their candidates in the leading group count; ties are shared."""
    scores = [round(sum(trust[n] * c for n, c in g.items()), 9) for g in ballot.groups]
    most = max(scores, default=0.0)
    leading = [g for g, score in zip(ballot.groups, scores, strict=True) if score == most]
    for group in leading:
        yield from ((name, count / len(leading)) for name, count in group.items())

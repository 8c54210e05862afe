"""Which of several candidates to take, without a golden design.

first        the first one drawn
random       any of them: what a single draw is worth
likeliest    the highest probability per token
majority     the text that was drawn most often
obligations  of those that meet what the specification demands, else of the clean, the likeliest
cluster      of those, the likeliest of the largest group that does the same
"""

from __future__ import annotations

import random as randomness
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rtlgen.candidate import Candidate
from rtlgen.search.clusters import Compare, clusters
from rtlgen.search.ranking import Judged, has_idle_ports, weight_of
from rtlgen.search.sampling import Judge
from rtlgen.verdict import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The candidates of one specification and what they may be judged by."""

    candidates: Sequence[Candidate]
    """In the order in which they were drawn; at least one."""
    judge: Judge
    """By the specification alone."""
    compare: Compare
    """Of candidates with each other."""
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a strategy takes."""

    candidate: Candidate
    share: float
    """Of the candidates, how many speak for it: 0 to 1."""


Strategy = Callable[[Pool], Choice]


def first(pool: Pool) -> Choice:
    """Take the first."""
    return _choice(pool, pool.candidates[0])


def random(pool: Pool) -> Choice:
    """Take any, by the seed."""
    return _choice(pool, randomness.Random(pool.seed).choice(pool.candidates))  # noqa: S311


def likeliest(pool: Pool) -> Choice:
    """Take the one with the highest mean log probability of a token."""
    return _choice(pool, max(pool.candidates, key=_likelihood))


def majority(pool: Pool) -> Choice:
    """Take the text that comes most often; of equals the likeliest."""
    counts = Counter(candidate.id for candidate in pool.candidates)
    return _choice(pool, max(pool.candidates, key=lambda c: (counts[c.id], _likelihood(c))))


def obligations(pool: Pool) -> Choice:
    """Take the likeliest that meets the demands of the specification, as far as it goes.

    One that leaves a port without a use is taken only where all do.
    """
    best = _best(pool)
    whole = [item.candidate for item in best if not has_idle_ports(item.verdict)]
    left = whole or [item.candidate for item in best] or pool.candidates
    return _choice(pool, max(left, key=_likelihood))


def cluster(pool: Pool) -> Choice:
    """Take the likeliest of the largest group among those that meet the demands.

    A group counts as often as its texts were drawn; see `weight_of`.
    """
    best = sorted(_best(pool), key=lambda item: _likelihood(item.candidate), reverse=True)
    if not best:
        return likeliest(pool)
    counts = Counter(candidate.id for candidate in pool.candidates)
    places = clusters([item.candidate.verilog for item in best], pool.compare)
    groups = [[best[index] for index in group] for group in places]
    group = max(groups, key=lambda group: weight_of(group, counts))
    same = sum(counts[item.candidate.id] for item in group)
    return Choice(candidate=group[0].candidate, share=same / len(pool.candidates))


STRATEGIES: Final[Mapping[str, Strategy]] = MappingProxyType(
    {
        function.__name__: function
        for function in (first, random, likeliest, majority, obligations, cluster)
    }
)


def _best(pool: Pool) -> list[Judged]:
    """Return the distinct candidates of the best verdict that any of them has, in their order.

    None are left where each has failed or took too long: such text must not be read here.
    """
    distinct = tuple({candidate.id: candidate for candidate in pool.candidates}.values())
    judged = [
        Judged(candidate=candidate, verdict=verdict)
        for candidate, verdict in zip(distinct, pool.judge(distinct), strict=True)
    ]
    for wanted in (Status.PASS, Status.UNKNOWN, Status.SKIPPED):
        if found := [item for item in judged if item.verdict.status is wanted]:
            return found
    return []


def _choice(pool: Pool, candidate: Candidate) -> Choice:
    same = sum(other.id == candidate.id for other in pool.candidates)
    return Choice(candidate=candidate, share=same / len(pool.candidates))


def _likelihood(candidate: Candidate) -> float:
    """Mean log probability of a token in nats; what gives none is certain of itself."""
    if candidate.logprob is None:
        return 0.0
    return candidate.logprob / max(1, candidate.usage.completion_tokens)

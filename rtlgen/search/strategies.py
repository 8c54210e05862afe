"""Which of several candidates to take, without a golden design.

first        the first one drawn
random       any of them: what a single draw is worth
likeliest    the highest probability
majority     the text that was drawn most often
obligations  of those that meet what the specification demands, else of the clean, the likeliest
cluster      of those, the likeliest of the most probable group that does the same
cluster+repair  the same after what was refused for its form was put right, and, where all fail,
             the nearest were changed until they pass
"""

from __future__ import annotations

import dataclasses
import random as randomness
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from rtlgen.candidate import Candidate
from rtlgen.search.clusters import Compare, clusters
from rtlgen.search.probability import Seen, origin_of, text_of
from rtlgen.search.ranking import Judged, has_idle_ports
from rtlgen.search.sampling import MENDED, Judge, Mend
from rtlgen.search.trust import Ballot
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
    correct: Mend | None = None
    """Puts right what was refused for its form."""
    mend: Mend | None = None
    """Changes a candidate until it meets what it is judged by."""
    trust: Mapping[str, float] = field(default_factory=dict)
    """Backend → what its candidates count where they are compared; 1 for those not there."""
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
    """Take the most probable one; without probabilities the first."""
    return _choice(pool, max(pool.candidates, key=_likelihood))


def majority(pool: Pool) -> Choice:
    """Take the text that comes most often; of equals the likeliest."""
    counts = Counter(candidate.id for candidate in pool.candidates)
    return _choice(pool, max(pool.candidates, key=lambda c: (counts[c.id], _likelihood(c))))


def obligations(pool: Pool) -> Choice:
    """Take the likeliest that meets the demands of the specification, as far as it goes.

    One that leaves a port without a use is taken only where all do.
    """
    best = _best(_judged(pool))
    whole = [item.candidate for item in best if not has_idle_ports(item.verdict)]
    left = whole or [item.candidate for item in best] or pool.candidates
    return _choice(pool, max(left, key=_likelihood))


def cluster(pool: Pool) -> Choice:
    """Take the likeliest of the most probable group among those that meet the demands.

    See `Seen` for how probable a group is.
    """
    return _cluster(pool)


def cluster_with_repair(pool: Pool) -> Choice:
    """Take the likeliest of the largest group, with what could be repaired.

    What is made of a candidate counts as often as that was drawn, beside it.
    """
    judged = _judged(pool)
    made = {key: found for key, item in judged.items() if (found := _corrected(pool, item))}
    if not made and not any(item.verdict.status in _USABLE for item in judged.values()):
        made = _mended(pool, judged)
    more = [made[one.id] for one in pool.candidates if one.id in made]
    whole = dataclasses.replace(pool, candidates=(*pool.candidates, *more))
    choice = _cluster(whole, made={candidate.id for candidate in more})
    share = min(1.0, choice.share * len(whole.candidates) / len(pool.candidates))
    return dataclasses.replace(choice, share=share)


def ballot_of(pool: Pool) -> Ballot:
    """Return which backends stand behind each behaviour, to learn how far to trust them."""
    counts = Counter(candidate.id for candidate in pool.candidates)
    votes = []
    for group in _groups(pool, _judged(pool)):
        factors = {item.candidate.id: text_of(item, counts).factor for item in group}
        cast: dict[str, float] = defaultdict(float)
        for one in pool.candidates:
            if one.id in factors:
                cast[origin_of(one)] += factors[one.id]
        votes.append(cast)
    return Ballot(groups=votes, drawn=Counter(origin_of(one) for one in pool.candidates))


STRATEGIES: Final[Mapping[str, Strategy]] = MappingProxyType(
    {
        "first": first, "random": random, "likeliest": likeliest, "majority": majority,
        "obligations": obligations, "cluster": cluster, "cluster+repair": cluster_with_repair,
    }
)  # fmt: skip
COMPARING: Final = frozenset({"cluster", "cluster+repair"})
"""Those that compare candidates with each other, and so look at `Pool.trust`."""
_USABLE: Final = (Status.PASS, Status.UNKNOWN, Status.SKIPPED)


def _cluster(pool: Pool, made: Collection[str] = ()) -> Choice:
    judged = _judged(pool)
    groups = _groups(pool, judged)
    if not groups:
        return likeliest(pool)
    counts = Counter(candidate.id for candidate in pool.candidates)
    texts = {
        key: text_of(item, counts, is_made=key in made, trust=pool.trust)
        for key, item in judged.items()
    }
    seen = Seen(tuple(texts.values()))
    group = max(groups, key=lambda group: seen.of([texts[one.candidate.id] for one in group]))
    same = sum(counts[item.candidate.id] for item in group)
    return Choice(candidate=group[0].candidate, share=same / len(pool.candidates))


def _groups(pool: Pool, judged: Mapping[str, Judged]) -> list[list[Judged]]:
    """Return those of the best verdict by what they do, the likeliest first."""
    best = sorted(_best(judged), key=lambda item: -_likelihood(item.candidate))
    places = clusters([item.candidate.verilog for item in best], pool.compare)
    return [[best[index] for index in group] for group in places]


def _corrected(pool: Pool, item: Judged) -> Candidate | None:
    if pool.correct is None or item.verdict.status is Status.PASS:
        return None
    return pool.correct(item)


def _mended(pool: Pool, judged: Mapping[str, Judged]) -> dict[str, Candidate]:
    """Change the nearest to what is demanded; id of each → what it became."""
    failed = [item for item in judged.values() if item.verdict.pass_rate is not None]
    nearest = sorted(failed, key=lambda item: -(item.verdict.pass_rate or 0.0))[:MENDED]
    if pool.mend is None:
        return {}
    return {item.candidate.id: found for item in nearest if (found := pool.mend(item))}


def _judged(pool: Pool) -> dict[str, Judged]:
    """Return the distinct candidates with their verdicts by id, in their order."""
    distinct = {candidate.id: candidate for candidate in pool.candidates}
    verdicts = zip(distinct.values(), pool.judge(tuple(distinct.values())), strict=True)
    return {one.id: Judged(candidate=one, verdict=verdict) for one, verdict in verdicts}


def _best(judged: Mapping[str, Judged]) -> list[Judged]:
    """Return the candidates of the best verdict that any of them has, in their order.

    None are left where each has failed or took too long: such text must not be read here.
    """
    for wanted in _USABLE:
        if found := [item for item in judged.values() if item.verdict.status is wanted]:
            return found
    return []


def _choice(pool: Pool, candidate: Candidate) -> Choice:
    same = sum(other.id == candidate.id for other in pool.candidates)
    return Choice(candidate=candidate, share=same / len(pool.candidates))


def _likelihood(candidate: Candidate) -> float:
    """Log probability in nats; what gives none is certain of itself."""
    return candidate.logprob or 0.0

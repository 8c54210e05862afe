"""How probable each behaviour is to the models that were asked, from what was seen of them.

Where a model tells the probability of a text, the texts of a behaviour are summed: that is exact,
however often each was drawn. Only for the probability that no text was seen of do the draws stand,
each behaviour with its share of them. Without probabilities that is the share of the draws alone.
Of several backends the one that is trusted more counts more.

Source: the estimate of a mixture with the seen part known, as in sums over unique samples: Wang et
al., "Self-Consistency Improves Chain of Thought Reasoning" (2023), section 3.1, the unnormalised
weighted sum; the unseen part is ours.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rtlgen.candidate import Candidate
from rtlgen.search.ranking import IDLE_PER_WHOLE, Judged, has_idle_ports

IDLE = 1 / IDLE_PER_WHOLE
"""What a text that leaves a port without a use counts of one that uses all."""
_ENOUGH = 0.5
"""Share of the unseen probability that one other behaviour is not expected to hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A distinct candidate, as far as the probability of what it does hangs on it."""

    origin: str
    """Name of the backend."""
    count: int
    """How often it was drawn."""
    logprob: float | None
    """In nats, or None."""
    is_idle: bool
    """It leaves a port without a use."""
    is_made: bool = False
    """It was made of another one, for which it stands."""
    trust: float = 1.0
    """What a candidate of its backend counts, 0 to 1; see `rtlgen.search.trust`."""

    @property
    def probability(self) -> float:
        """Of the text to its model; 0 where that is not told."""
        return 0.0 if self.logprob is None else math.exp(min(0.0, self.logprob))

    @property
    def factor(self) -> float:
        """What it counts."""
        return self.trust * (IDLE if self.is_idle else 1.0)


def text_of(
    item: Judged, counts: Mapping[str, int], *, is_made: bool = False,
    trust: Mapping[str, float] = MappingProxyType({}),
) -> Text:  # fmt: skip
    """Return what is known of a judged candidate.

    Args:
        item: The candidate; what was made of another one is counted with the backend of that.
        counts: How often each was drawn, by id.
        is_made: See `Text`.
        trust: Backend → what its candidates count; 1 for those that are not there.
    """
    candidate = item.candidate
    origin = origin_of(candidate)
    return Text(
        origin=origin, trust=trust.get(origin, 1.0), count=counts[candidate.id],
        logprob=candidate.logprob, is_idle=has_idle_ports(item.verdict), is_made=is_made,
    )  # fmt: skip


def origin_of(candidate: Candidate) -> str:
    """Return the backend that wrote a candidate, or that of which it was made."""
    return candidate.backend.removesuffix("+mended")


class Seen:
    """The candidates of a search, and how much of the probability of their models they hold."""

    def __init__(self, texts: Sequence[Text]) -> None:
        """Sum what was seen of each backend.

        Args:
            texts: All that was drawn, and what was made of it.
        """
        self._draws: Counter[str] = Counter()
        held: dict[str, float] = defaultdict(float)
        for text in texts:
            if not text.is_made:
                self._draws[text.origin] += text.count
                held[text.origin] += text.probability
        self._unseen = {name: max(0.0, 1.0 - held[name]) for name in self._draws}
        self._total = max(1, self._draws.total())

    @property
    def unseen(self) -> float:
        """Probability that the next candidate is a text that did not come yet."""
        return sum(n * self._unseen[name] for name, n in self._draws.items()) / self._total

    def of(self, group: Sequence[Text]) -> float:
        """Return the estimated probability of a behaviour, 0 to 1; idle texts count less."""
        drawn = sum(t.factor * t.count * self._unseen.get(t.origin, 1.0) for t in group)
        return self._known(group) + drawn / self._total

    def is_settled(self, groups: Sequence[Sequence[Text]], worth: Sequence[int] = ()) -> bool:
        """Whether the leading behaviour is ahead of each other by half of what is unseen.

        Args:
            groups: The behaviours.
            worth: What each counts; empty = 1 each.
        """
        factors = worth or (1,) * len(groups)
        known = [self._known(group) * each for group, each in zip(groups, factors, strict=True)]
        first, second = [*sorted(known, reverse=True), 0.0, 0.0][:2]
        return first > 0 and first - second >= _ENOUGH * self.unseen * max(factors)

    def _known(self, group: Sequence[Text]) -> float:
        """Return the part of it that the models told."""
        return sum(t.factor * t.probability * self._draws[t.origin] for t in group) / self._total

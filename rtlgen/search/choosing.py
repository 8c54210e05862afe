"""What a search has so far, by what it does, and which of it leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from rtlgen.search.clusters import Compare, Groups
from rtlgen.search.disputes import Dispute, Side, find_dispute
from rtlgen.search.hearing import Hearing, SecondOpinion
from rtlgen.search.opinion import Opinion
from rtlgen.search.probability import Seen, Text, text_of
from rtlgen.search.ranking import Judged, Ranking, best_status, rank, weight_of
from rtlgen.search.stopping import is_settled, leads
from rtlgen.spec import Spec
from rtlgen.verdict import Status

Ids = tuple[str, ...]
"""Candidates of equal behaviour."""


class Choosing:
    """Judged candidates; without `compare` each stands for itself."""

    def __init__(
        self, compare: Compare | None, second: SecondOpinion | None, spec: Spec,
        trust: Mapping[str, float],
    ) -> None:  # fmt: skip
        """Begin without candidates.

        Args:
            compare: Judges candidates by each other.
            second: Asked where candidates that are compared do different things.
            spec: What is asked about.
            trust: Backend → what its candidates count; 1 for those that are not there.
        """
        self.judged: dict[str, Judged] = {}
        self.counts: Counter[str] = Counter()
        """How often each was drawn, by id."""
        self.made: set[str] = set()
        """Ids of candidates that stand for others, of which they were made."""
        self._compare, self._trust = compare, trust
        self._groups = None if compare is None else Groups(compare)
        self._hearing = None
        if compare is not None and second is not None:
            self._hearing = Hearing(second, spec)

    @property
    def compares(self) -> bool:
        """Whether candidates are compared with each other."""
        return self._compare is not None

    def hear(self, limit: Callable[[], str | None], take: Callable[[Opinion], object]) -> None:
        """Ask for second opinions, once, as soon as there is something to choose between.

        Args:
            limit: Returns the limit that is reached, if there is one.
            take: Called with each opinion.
        """
        hearing = self._hearing
        if hearing is not None and not hearing.is_begun and len(self._grouped()) > 1:
            hearing.ask(limit, take)

    def is_settled(self, left: int) -> bool:
        """Whether more candidates cannot, or probably will not, change the choice.

        Args:
            left: Candidates that could still be drawn.
        """
        groups = self._grouped()
        worth = self._worth(groups)
        seen, texts = self._seen, self._texts(groups)
        if seen.is_settled(texts, worth):
            return True
        weights = [self._weight(group) for group in groups]
        counted = [weight * each for weight, each in zip(weights, worth, strict=True)]
        scores = [seen.of(group) * each for group, each in zip(texts, worth, strict=True)]
        if groups and counted[scores.index(max(scores))] < max(counted):
            return False  # what came more often is not what would be taken
        unseen = 1 if self._hearing is None else self._hearing.most
        return is_settled(weights, left, worth, unseen=unseen)

    def ranking(self, why: str, *, drawn: int, elapsed_s: float) -> Ranking:
        """Order what was judged.

        Args:
            why: The search ended.
            drawn: Candidates that were drawn.
            elapsed_s: See `Ranking`.
        """
        groups = self._grouped()
        each = self._worth(groups)
        worth = dict(zip(groups, each, strict=True))
        seen = self._seen
        probable = dict(zip(groups, map(seen.of, self._texts(groups)), strict=True))
        scores = {group: probable[group] * worth[group] for group in groups}
        ordered = sorted(groups, key=lambda group: -scores[group])
        opinions = self._opinions(ordered)
        heard = sum(opinion.counts for opinion in opinions)
        weights = {key: scores[group] for group in groups for key in group}
        return Ranking(
            judged=rank(tuple(self.judged.values()), weights), drawn=drawn, elapsed_s=elapsed_s,
            why=why, groups=tuple(ordered), counts=dict(self.counts), opinions=opinions,
            probabilities={key: probable[group] for group in groups for key in group},
            dispute=self._dispute(ordered, worth, drawn, heard), trust=self._trust,
        )  # fmt: skip

    def _grouped(self) -> tuple[Ids, ...]:
        """Ids of the candidates of the best verdict, by what they do."""
        status = best_status(self.judged.values())
        if self._groups is None or status not in (Status.PASS, Status.UNKNOWN):
            return ()  # what lint refused, or what hangs, must not be read here
        usable = {
            item.candidate.verilog: key
            for key, item in self.judged.items()
            if item.verdict.status is status
        }
        self._groups.add(list(usable))
        found = (
            tuple(usable[text] for text in group if text in usable)
            for group in self._groups.members
        )
        return tuple(group for group in found if group)

    def _worth(self, groups: Sequence[Ids]) -> list[int]:
        """What a candidate of each group counts."""
        if self._hearing is None:
            return [1] * len(groups)
        return self._hearing.worth(self._verilog(groups))

    def _opinions(self, groups: Sequence[Ids]) -> tuple[Opinion, ...]:
        return () if self._hearing is None else self._hearing.outcome(self._verilog(groups), groups)

    def _verilog(self, groups: Sequence[Ids]) -> list[list[str]]:
        return [[self.judged[key].candidate.verilog for key in group] for group in groups]

    def _weight(self, group: Ids) -> int:
        return weight_of((self.judged[key] for key in group), self.counts)

    @property
    def _seen(self) -> Seen:
        return Seen([self._text(key) for key in self.judged])

    def _texts(self, groups: Sequence[Ids]) -> list[list[Text]]:
        return [[self._text(key) for key in group] for group in groups]

    def _text(self, key: str) -> Text:
        return text_of(self.judged[key], self.counts, is_made=key in self.made, trust=self._trust)

    def _dispute(
        self, groups: Sequence[Ids], worth: Mapping[Ids, int], drawn: int, opinions: int
    ) -> Dispute | None:
        """Ask where the two leading groups differ, if neither leads clearly."""
        if self._compare is None or len(groups) < 2:
            return None
        one, other = groups[:2]
        each = worth[one], worth[other]
        is_clear = leads(self._weight(one), self._weight(other), each)
        if is_clear or self._seen.is_settled(self._texts((one, other)), each):
            return None
        sides = (self._side(one, worth[one]), self._side(other, worth[other]))
        return find_dispute(sides, drawn, self._compare, opinions=opinions)

    def _side(self, group: Ids, worth: int) -> Side:
        return Side(
            text=self.judged[group[0]].candidate.verilog,
            candidates=sum(self.counts[key] for key in group), opinions=worth - 1,
        )  # fmt: skip

"""The second opinions of one search: what was asked, and which candidates meet them.

A candidate counts once, and once more for each opinion that its group meets: size times (1 + met).

Source: Chen et al., "CodeT: Code Generation with Generated Tests" (2022), section 3.2, dual
execution agreement: a set of solutions that pass the same tests scores its size times the number of
tests. Here the one is added so that a group without any opinion keeps its size, and so that all is
as before where there is no opinion. Its tests are single assertions; an opinion is a table, met
wholly or not at all, since tables that are half right are half wrong for the right candidates, too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rtlgen.candidate import Backend, Sampling
from rtlgen.errors import BackendError
from rtlgen.prompt.opinion import build_opinion_request
from rtlgen.search.opinion import Opinion, read_opinion, why_not_asked
from rtlgen.spec import Obligation, Spec
from rtlgen.verdict import Status, Verdict

Meets = Callable[[Obligation, Sequence[str]], Sequence[Verdict]]
"""Judges texts by the examples of an opinion alone."""
UNMET = "no group of candidates meets it wholly"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOpinion:
    """Who is asked for worked examples where nothing judges behaviour, and how."""

    backends: tuple[Backend, ...]
    sampling: Sampling
    """`n` opinions of each backend."""
    meets: Meets


class Hearing:
    """Opinions as they come, and the groups that meet them."""

    def __init__(self, second: SecondOpinion, spec: Spec) -> None:
        """Begin without opinions."""
        self._second, self._spec = second, spec
        self._opinions: list[Opinion] = []
        self._missed: dict[tuple[int, str], str] = {}
        """(number of the opinion, text) → the first row that it misses; empty = it meets all."""
        self.is_begun = False

    @property
    def most(self) -> int:
        """What a candidate is worth that meets all opinions: 1 and their number."""
        return 1 + sum(opinion.counts for opinion in self._opinions)

    def ask(self, limit: Callable[[], str | None], notify: Callable[[Opinion], object]) -> None:
        """Ask all backends, once; one that fails leaves the others.

        Args:
            limit: Returns the limit that is reached, if there is one: then nobody is asked.
            notify: Called with each opinion; its usage is to be counted before the next limit.
        """
        self.is_begun = True
        for backend in self._second.backends:
            for opinion in self._heard(backend, limit()):
                self._opinions.append(opinion)
                notify(opinion)

    def _heard(self, backend: Backend, limit: str | None) -> list[Opinion]:
        problem = why_not_asked(self._spec)
        if limit is not None:
            problem = f"not asked: the budget of {limit} is spent"
        if problem:
            return [Opinion(backend=backend.name, problem=problem)]
        try:
            answers = backend.generate(build_opinion_request(self._spec), self._second.sampling)
        except BackendError as error:
            return [Opinion(backend=backend.name, problem=f"the backend failed: {error}")]
        if not answers:
            return [Opinion(backend=backend.name, problem="the backend gave no answer")]
        return [read_opinion(answer, self._spec) for answer in answers]

    def worth(self, groups: Sequence[Sequence[str]]) -> list[int]:
        """Return what a candidate of each group counts: 1, and 1 for each opinion it meets.

        A group meets an opinion when all its members do: one that the opinion tells apart is no
        group of one behaviour.

        Args:
            groups: Texts of equal behaviour.
        """
        met = self._met_by(groups)
        return [1 + sum(at in found for found in met.values()) for at in range(len(groups))]

    def outcome(
        self, groups: Sequence[Sequence[str]], ids: Sequence[Sequence[str]]
    ) -> tuple[Opinion, ...]:
        """Return the opinions with the candidates that meet them.

        Args:
            groups: Texts of equal behaviour, the group that counts most first.
            ids: The ids of these candidates.
        """
        met = self._met_by(groups)
        found = []
        for number, opinion in enumerate(self._opinions):
            names = tuple(key for at in sorted(met.get(number, ())) for key in ids[at])
            problem = opinion.problem
            if not problem and not names:
                problem = UNMET + self._first_missed(number, groups)
            found.append(dataclasses.replace(opinion, met_by=names, problem=problem))
        return tuple(found)

    def _first_missed(self, number: int, groups: Sequence[Sequence[str]]) -> str:
        missed = (self._missed[number, text] for text in groups[0]) if groups else ()
        return next((f"; the leading one: {what}" for what in missed if what), "")

    def _met_by(self, groups: Sequence[Sequence[str]]) -> dict[int, set[int]]:
        """Number of each opinion that is fit to count → the places of the groups that meet it."""
        texts = [text for group in groups for text in group]
        met = {}
        for number, opinion in enumerate(self._opinions):
            if opinion.demand is None:
                continue
            new = [text for text in texts if (number, text) not in self._missed]
            if new:
                verdicts = self._second.meets(opinion.demand, new)
                for text, verdict in zip(new, verdicts, strict=True):
                    self._missed[number, text] = _missed_by(verdict)
            met[number] = {
                at
                for at, group in enumerate(groups)
                if not any(self._missed[number, text] for text in group)
            }
        return met


def _missed_by(verdict: Verdict) -> str:
    """Say what a candidate does otherwise; empty where it meets all rows."""
    if verdict.status is Status.PASS:
        return ""
    if verdict.evidence is not None:
        return verdict.evidence.summary
    return next((check.reason for check in verdict.checks if check.reason), verdict.status.value)

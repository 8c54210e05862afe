"""Draw candidates in rounds, judge each text once, stop when more would not change the choice."""

from __future__ import annotations

import dataclasses
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rtlgen.candidate import Backend, Candidate, Request, Sampling
from rtlgen.errors import BackendError
from rtlgen.search.clusters import Compare, Groups
from rtlgen.search.disputes import Dispute, find_dispute
from rtlgen.search.ranking import Judged, Ranking, best_status, rank, weight_of
from rtlgen.search.stopping import Budget, Spent, is_settled
from rtlgen.verdict import Status, Verdict

Judge = Callable[[Sequence[Candidate]], Sequence[Verdict]]
"""Gives the verdicts on candidates; the caller has bound the plan and the limits."""
Mend = Callable[[Judged], Candidate | None]
"""Changes a candidate so that it meets its demands, or gives up."""
MENDED = 2
"""Candidates that are tried to be mended, the nearest to the demands."""
ROUND = 4
"""Candidates that are drawn before it is looked whether more are needed."""


def _ignore(*_: object) -> None:
    """Take no notice of an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEvents:
    """Callbacks for live progress; all optional."""

    on_backend: Callable[[str], object] = _ignore
    on_judged: Callable[[Judged], object] = _ignore
    on_backend_error: Callable[[str, BackendError], object] = _ignore


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What decides among candidates beside their verdicts, and what may be spent."""

    compare: Compare | None = None
    """Judges candidates by each other; None = verdicts and likelihood alone decide."""
    is_final: bool = True
    """A PASS settles the matter: something determines the design wholly."""
    budget: Budget = field(default_factory=Budget)
    mend: Mend | None = None
    """Tried where no candidate of a backend passed, before the next one is asked."""


def search(
    request: Request,
    backends: Sequence[Backend],
    sampling: Sampling,
    judge: Judge,
    *,
    deciding: Deciding = Deciding(),
    events: SearchEvents | None = None,
) -> Ranking:
    """Ask the backends in order, cheap first, until the choice is settled.

    A backend is asked for a few candidates at a time. Where a PASS is not final, or nothing can be
    judged, the largest group of equal behaviour is what counts, over all backends together. A
    backend that fails is reported and passed over as long as another one answers.

    Raises:
        BackendError: no backend gave any candidate and the last one failed.
    """
    run = _Run(request, sampling, judge, deciding, events or SearchEvents())
    why = run.ask(backends)
    if run.failure is not None and not run.judged:
        raise run.failure
    return run.ranking(why)


@dataclass
class _Run:
    """One search under way."""

    request: Request
    sampling: Sampling
    judge: Judge
    deciding: Deciding
    events: SearchEvents
    judged: dict[str, Judged] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    spent: Spent = field(default_factory=Spent)
    failure: BackendError | None = None
    started: float = field(default_factory=time.monotonic)
    groups: Groups | None = None
    mended: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.deciding.compare is not None:
            self.groups = Groups(self.deciding.compare)

    def ask(self, backends: Sequence[Backend]) -> str:
        """Ask them in order; return why the search ended."""
        for backend in backends:
            self.events.on_backend(backend.name)
            try:
                why = self._ask_one(backend)
            except BackendError as error:
                self.events.on_backend_error(backend.name, error)
                self.failure = error
                continue
            if why:
                return why
            if self._mends():
                return f"a candidate of {backend.name} passed after a repair"
        return "all backends were asked"

    def _mends(self) -> bool:
        """Whether a small change makes one of the nearest candidates pass; add it then."""
        mend = self.deciding.mend
        if mend is None:
            return False
        failed = [
            item
            for item in self.judged.values()
            if item.verdict.status is Status.FAIL
            and item.verdict.pass_rate is not None
            and item.candidate.id not in self.mended
        ]
        nearest = sorted(failed, key=lambda item: -(item.verdict.pass_rate or 0.0))[:MENDED]
        for item in nearest:
            self.mended.add(item.candidate.id)
            found = mend(item)
            if found is not None and self._judge([found])[0].verdict.status is Status.PASS:
                self.counts[found.id] += 1
                return True
        return False

    def _ask_one(self, backend: Backend) -> str:
        """Draw rounds from a backend; return why nothing more is needed, or nothing."""
        drawn = 0
        while drawn < self.sampling.n:
            size = self._round(self.sampling.n - drawn)
            if size <= 0:
                return "the budget of candidates is spent"
            if self.deciding.budget.time_s == 0:
                return "the budget of time is spent"
            wanted = dataclasses.replace(self.sampling, n=size, first=drawn)
            candidates = backend.generate(self.request, wanted)
            drawn += len(candidates)
            self._take(candidates)
            if self._is_passed(candidates):
                return f"a candidate of {backend.name} passed"
            if (limit := self.spent.over(self.deciding.budget)) is not None:
                return f"the budget of {limit} is spent"
            if drawn < self.sampling.n and is_settled(self._weights(), self.sampling.n - drawn):
                return f"{drawn} candidates of {backend.name} settle the choice"
            if len(candidates) < size:
                break
        return ""

    def _round(self, left: int) -> int:
        """How many candidates to draw next."""
        most = self.deciding.budget.candidates
        return min(left, ROUND, left if most is None else most - self.spent.candidates)

    def _take(self, candidates: Sequence[Candidate]) -> None:
        """Judge what was drawn, and count it."""
        self._judge(candidates)
        self.counts.update(candidate.id for candidate in candidates)
        self.spent.candidates += len(candidates)
        self.spent.tokens += sum(c.usage.completion_tokens for c in candidates)
        self.spent.cost_usd += sum(c.usage.cost_usd or 0.0 for c in candidates)
        self.spent.time_s = time.monotonic() - self.started

    def _judge(self, candidates: Sequence[Candidate]) -> list[Judged]:
        """Judge the texts that are new, all at once; return all with their verdicts."""
        new = {c.id: c for c in candidates if c.id not in self.judged}
        for candidate, verdict in zip(new.values(), self.judge(tuple(new.values())), strict=True):
            item = Judged(candidate=candidate, verdict=verdict)
            self.judged[candidate.id] = item
            self.events.on_judged(item)
        return [self.judged[candidate.id] for candidate in candidates]

    def _is_passed(self, candidates: Sequence[Candidate]) -> bool:
        passed = any(self.judged[c.id].verdict.status is Status.PASS for c in candidates)
        return passed and (self.deciding.is_final or self.groups is None)

    def _weights(self) -> list[int]:
        """Candidates of each group; those that compile but are no part of the choice count 0."""
        return [self._weight(group) for group in self._grouped()]

    def _weight(self, group: Sequence[str]) -> int:
        return weight_of((self.judged[key] for key in group), self.counts)

    def _grouped(self) -> tuple[tuple[str, ...], ...]:
        """Ids of the candidates of the best verdict, by what they do."""
        status = best_status(self.judged.values())
        if self.groups is None or status not in (Status.PASS, Status.UNKNOWN):
            return ()  # what lint refused, or what hangs, must not be read here
        usable = {
            item.candidate.verilog: key
            for key, item in self.judged.items()
            if item.verdict.status is status
        }
        self.groups.add(list(usable))
        found = (
            tuple(usable[text] for text in group if text in usable) for group in self.groups.members
        )
        return tuple(group for group in found if group)

    def ranking(self, why: str) -> Ranking:
        """Order what was judged."""
        groups = self._grouped()
        weights = {key: self._weight(group) for group in groups for key in group}
        ordered = sorted(groups, key=lambda group: -weights[group[0]])
        return Ranking(
            judged=rank(tuple(self.judged.values()), weights), drawn=self.spent.candidates,
            elapsed_s=time.monotonic() - self.started, why=why,
            groups=tuple(ordered), counts=dict(self.counts),
            dispute=self._dispute(ordered),
        )  # fmt: skip

    def _dispute(self, groups: Sequence[tuple[str, ...]]) -> Dispute | None:
        """Ask where the two largest groups differ, if neither leads clearly."""
        compare = self.deciding.compare
        if compare is None or len(groups) < 2:
            return None
        one, other = groups[:2]
        weight = self._weight(one)
        if is_settled((weight, self._weight(other)), left=weight):
            return None
        texts = self.judged[one[0]].candidate.verilog, self.judged[other[0]].candidate.verilog
        says = sum(self.counts[key] for key in one), sum(self.counts[key] for key in other)
        return find_dispute(texts, says, self.spent.candidates, compare)

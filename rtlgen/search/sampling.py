"""Draw candidates in rounds, judge each text once, stop when more would not change the choice."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rtlgen.candidate import Backend, Candidate, Request, Sampling, Usage
from rtlgen.errors import BackendError
from rtlgen.prompt import request_again
from rtlgen.search.choosing import Choosing
from rtlgen.search.clusters import Compare
from rtlgen.search.hearing import SecondOpinion
from rtlgen.search.opinion import Opinion
from rtlgen.search.ranking import Judged, Ranking, best_status, standing
from rtlgen.search.stopping import Budget, Spent
from rtlgen.verdict import Status, Verdict

Judge = Callable[[Sequence[Candidate]], Sequence[Verdict]]
"""Gives the verdicts on candidates; the caller has bound the plan and the limits."""
Mend = Callable[[Judged], Candidate | None]
"""Changes a candidate so that it is accepted, or gives up."""
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
    on_opinion: Callable[[Opinion], object] = _ignore


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What decides among candidates beside their verdicts, and what may be spent."""

    compare: Compare | None = None
    """Judges candidates by each other; None = verdicts and likelihood alone decide."""
    is_final: bool = True
    """A PASS settles the matter: something determines the design wholly."""
    budget: Budget = field(default_factory=Budget)
    correct: Mend | None = None
    """Puts right what was refused for its form; tried on each new candidate, before candidates are
    compared. It gives up at once on one that was not refused."""
    mend: Mend | None = None
    """Tried where no candidate of a backend passed, before the next one is asked."""
    second: SecondOpinion | None = None
    """Asked where candidates that are compared with each other do different things."""
    trust: Mapping[str, float] = field(default_factory=dict)
    """Backend → what its candidates count where they are compared; see `rtlgen.search.trust`."""
    turns: int = 0
    """How often a backend is told what is wrong with the best candidate, where that was refused or
    fails and nothing else helped."""


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
    judged, the largest group of equal behaviour is what counts, over all backends together; second
    opinions weigh the groups. A backend that fails is reported and passed over as long as another
    one answers.

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
    choosing: Choosing = field(init=False)
    spent: Spent = field(default_factory=Spent)
    failure: BackendError | None = None
    started: float = field(default_factory=time.monotonic)
    mended: set[str] = field(default_factory=set)
    corrected: dict[str, Candidate | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        deciding = self.deciding
        self.choosing = Choosing(
            deciding.compare, deciding.second, self.request.spec, deciding.trust
        )

    @property
    def judged(self) -> dict[str, Judged]:
        """Distinct candidates by id."""
        return self.choosing.judged

    def ranking(self, why: str) -> Ranking:
        """Order what was judged."""
        elapsed_s = time.monotonic() - self.started
        return self.choosing.ranking(why, drawn=self.spent.candidates, elapsed_s=elapsed_s)

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
            try:
                if self._asks_again(backend):
                    return f"{backend.name} corrected a candidate"
            except BackendError as error:
                self.events.on_backend_error(backend.name, error)
                self.failure = error
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
                self.choosing.counts[found.id] += 1
                return True
        return False

    def _asks_again(self, backend: Backend) -> bool:
        """Whether a backend that is told what is wrong gives a candidate that passes.

        The next remark is about the best candidate so far, so an answer is only taken up where it
        is strictly better than what it was asked to correct.
        """
        for turn in range(1, self.deciding.turns + 1):
            status = best_status(self.judged.values())
            if status not in (Status.FAIL, Status.TIMEOUT) or self._is_spent():
                return False
            wrong = min(self.judged.values(), key=lambda item: standing(item.verdict))
            asked = request_again(self.request, wrong.candidate.verilog, wrong.verdict, turn=turn)
            wanted = dataclasses.replace(self.sampling, n=1, first=0)
            answers = [
                dataclasses.replace(
                    answer, backend=f"{answer.backend}+again",
                    note=f"{answer.backend}, told what is wrong with {wrong.candidate.id}",
                )
                for answer in backend.generate(asked, wanted)
            ]  # fmt: skip
            if not answers:
                return False
            if self._is_passed(self._take(answers)):
                return True
        return False

    def _is_spent(self) -> bool:
        """Whether no further candidate may be asked for."""
        budget = self.deciding.budget
        return budget.time_s == 0 or self.spent.over(budget) is not None

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
            if self._is_passed(self._take(candidates)):
                return f"a candidate of {backend.name} passed"
            self._hear()
            if (limit := self.spent.over(self.deciding.budget)) is not None:
                return f"the budget of {limit} is spent"
            if drawn < self.sampling.n and self.choosing.is_settled(self.sampling.n - drawn):
                return f"{drawn} candidates of {backend.name} settle the choice"
            if len(candidates) < size:
                break
        return ""

    def _round(self, left: int) -> int:
        """How many candidates to draw next."""
        most = self.deciding.budget.candidates
        return min(left, ROUND, left if most is None else most - self.spent.candidates)

    def _take(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Judge what was drawn, and count it; return it with what was made of it.

        A candidate that was put right counts as often as the one that it was made of.
        """
        taken = list(candidates)
        for item in self._judge(candidates):
            found = self._corrected(item)
            if found is not None:
                taken.append(found)
        self.choosing.counts.update(candidate.id for candidate in taken)
        self.spent.candidates += len(candidates)
        self._spend([candidate.usage for candidate in candidates])
        return taken

    def _spend(self, usages: Sequence[Usage]) -> None:
        self.spent.tokens += sum(usage.completion_tokens for usage in usages)
        self.spent.cost_usd += sum(usage.cost_usd or 0.0 for usage in usages)
        self.spent.time_s = time.monotonic() - self.started

    def _corrected(self, item: Judged) -> Candidate | None:
        """What a candidate is when its form was put right; None where nothing is to be done."""
        key = item.candidate.id
        if self.deciding.correct is None or item.verdict.status is Status.PASS:
            return None
        if key not in self.corrected:
            found = self.deciding.correct(item)
            self.corrected[key] = found
            if found is not None:
                self._judge([found])
                self.choosing.made.add(found.id)
        return self.corrected[key]

    def _hear(self) -> None:
        """Ask for second opinions."""

        def take(opinion: Opinion) -> None:
            self._spend([opinion.usage])
            self.events.on_opinion(opinion)

        self.choosing.hear(lambda: self.spent.over(self.deciding.budget), take)

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
        return passed and (self.deciding.is_final or not self.choosing.compares)

"""One completion for each problem of a run, by a strategy that sees the prompt alone."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rtlgen.candidate import Candidate
from rtlgen.evaluate.samples import Sample
from rtlgen.evaluate.sources import request_for
from rtlgen.evaluate.suite import Problem
from rtlgen.generate.mending import correct_for, mend_for
from rtlgen.search import comparison
from rtlgen.search.strategies import COMPARING, STRATEGIES, Choice, Pool, ballot_of
from rtlgen.search.trust import Ballot, learn_trust
from rtlgen.spec import derive_obligations
from rtlgen.verdict import Verdict
from rtlgen.verify import VerificationPlan, verify_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a strategy took for a problem."""

    problem: str
    choice: Choice
    of: int
    """Candidates that it could choose from."""
    elapsed_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pools:
    """The candidates of the problems of a run, and how far each backend is trusted."""

    pools: Mapping[str, Pool]
    """By problem, those that have completions."""
    trust: Mapping[str, float] = field(default_factory=dict)
    """See `rtlgen.search.trust`; empty where candidates are not compared, or are of one backend."""
    learned_s: Mapping[str, float] = field(default_factory=dict)
    """Problem → what it took to learn that."""

    def choose(self, strategy: str) -> Iterator[Chosen]:
        """Yield a choice for each problem, all models together.

        Args:
            strategy: A name in `rtlgen.search.strategies.STRATEGIES`.
        """
        for problem, pool in self.pools.items():
            started = time.monotonic()
            choice = STRATEGIES[strategy](dataclasses.replace(pool, trust=self.trust))
            elapsed_s = time.monotonic() - started + self.learned_s.get(problem, 0.0)
            yield Chosen(
                problem=problem, choice=choice, of=len(pool.candidates), elapsed_s=elapsed_s
            )


def prepare(
    problems: Sequence[Problem],
    samples: Sequence[Sample],
    strategy: str,
    *,
    most: int | None = None,
    seed: int = 0,
    on_compared: Callable[[str], object] | None = None,
) -> Pools:
    """Gather the candidates of a run; learn from them how far each backend is trusted.

    Args:
        problems: Only their prompts and names are looked at.
        samples: Of a run.
        strategy: A name in `rtlgen.search.strategies.STRATEGIES`.
        most: Use the first so many of each model; None = all.
        seed: Of stimuli and of strategies that draw.
        on_compared: Called with each problem whose candidates were compared to learn from.
    """
    pools = {}
    for problem in problems:
        candidates = [
            sample.candidate
            for sample in samples
            if sample.problem == problem.id
            and not sample.missing
            and (most is None or sample.trial <= most)
        ]
        if candidates:
            pools[problem.id] = pool_for(problem, candidates, seed=seed)
    backends = {one.backend for pool in pools.values() for one in pool.candidates}
    if strategy not in COMPARING or len(backends) < 2:
        return Pools(pools=pools)
    ballots: list[Ballot] = []
    learned_s = {}
    for name, pool in pools.items():
        started = time.monotonic()
        ballots.append(ballot_of(pool))
        learned_s[name] = time.monotonic() - started
        if on_compared is not None:
            on_compared(name)
    return Pools(pools=pools, trust=learn_trust(ballots), learned_s=learned_s)


def pool_for(problem: Problem, candidates: Sequence[Candidate], *, seed: int) -> Pool:
    """Return the candidates of a problem with what the prompt lets them be judged by.

    Verdicts are remembered, those of candidates on each other as well.
    """
    request, _ = request_for(problem)
    demanded, _ = derive_obligations(request.spec)
    ports = request.spec.ports or None
    plan = VerificationPlan(top=problem.top, ports=ports, obligations=demanded, seed=seed)

    def judge(texts: Sequence[str]) -> Sequence[Verdict]:
        return verify_all(texts, plan)

    compare = comparison(problem.top, seed)
    judged: dict[str, Verdict] = {}
    compared: dict[str, dict[str, Verdict]] = {}
    return Pool(
        candidates=candidates,
        judge=lambda found: _remembered(judged, [one.verilog for one in found], judge),
        compare=lambda text, others: _remembered(
            compared.setdefault(text, {}), others, lambda new: compare(text, new)
        ),
        correct=correct_for(plan), mend=mend_for(plan) if plan.has_behaviour else None, seed=seed,
    )  # fmt: skip


def _remembered(
    kept: dict[str, Verdict], texts: Sequence[str],
    judge: Callable[[Sequence[str]], Sequence[Verdict]],
) -> list[Verdict]:  # fmt: skip
    """Return the verdicts on texts; judge only those that were not judged before."""
    new = [text for text in dict.fromkeys(texts) if text not in kept]
    if new:
        kept.update(zip(new, judge(new), strict=True))
    return [kept[text] for text in texts]

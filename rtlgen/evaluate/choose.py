"""One completion for each problem of a run, by a strategy that sees the prompt alone."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rtlgen.candidate import Candidate
from rtlgen.evaluate.samples import Sample
from rtlgen.evaluate.sources import request_for
from rtlgen.evaluate.suite import Problem
from rtlgen.generate.mending import correct_for, mend_for
from rtlgen.search import comparison
from rtlgen.search.strategies import Choice, Pool, Strategy
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


def choose(
    problems: Sequence[Problem],
    samples: Sequence[Sample],
    strategy: Strategy,
    *,
    most: int | None = None,
    seed: int = 0,
) -> Iterator[Chosen]:
    """Yield a choice for each problem that has completions, all models together.

    Args:
        problems: Only their prompts and names are looked at.
        samples: Of a run.
        strategy: See `rtlgen.search.strategies`.
        most: Use the first so many of each model; None = all.
        seed: Of stimuli and of strategies that draw.
    """
    for problem in problems:
        candidates = [
            sample.candidate
            for sample in samples
            if sample.problem == problem.id
            and not sample.missing
            and (most is None or sample.trial <= most)
        ]
        if candidates:
            started = time.monotonic()
            choice = strategy(pool_for(problem, candidates, seed=seed))
            yield Chosen(
                problem=problem.id, choice=choice, of=len(candidates),
                elapsed_s=time.monotonic() - started,
            )  # fmt: skip


def pool_for(problem: Problem, candidates: Sequence[Candidate], *, seed: int) -> Pool:
    """Return the candidates of a problem with what the prompt lets them be judged by."""
    request, _ = request_for(problem)
    demanded, _ = derive_obligations(request.spec)
    ports = request.spec.ports or None
    plan = VerificationPlan(top=problem.top, ports=ports, obligations=demanded, seed=seed)

    def judge(candidates: Sequence[Candidate]) -> list[Verdict]:
        return verify_all([candidate.verilog for candidate in candidates], plan)

    return Pool(
        candidates=candidates, judge=judge, compare=comparison(problem.top, seed), seed=seed,
        correct=correct_for(plan), mend=mend_for(plan) if plan.has_behaviour else None,
    )  # fmt: skip

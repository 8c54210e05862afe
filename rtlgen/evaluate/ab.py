"""Two configurations on the same problems, in steps, until it is clear which is better."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rtlgen.errors import UsageError
from rtlgen.evaluate.paired import Comparison, compare, is_decided, is_hopeless, votes_of
from rtlgen.evaluate.run_folder import RunFolder
from rtlgen.verdict import Status

ARMS = ("A", "B")


class Ended(StrEnum):
    """Why a comparison ended."""

    DECIDED = "decided"
    """One arm is better."""
    HOPELESS = "hopeless"
    """The problems that are left could not decide it."""
    EXHAUSTED = "exhausted"
    """All problems were done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """What one configuration did."""

    rates: Mapping[str, float]
    """Problem → share of its completions that passed; those that are ERROR do not count."""
    tokens: float
    """Written tokens a problem."""
    model_s: float
    """Seconds of the model a problem."""
    judge_s: float
    """Seconds of the judge a problem."""
    cost_usd: float
    """A problem, where prices are configured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The comparison and what to do."""

    ended: Ended
    of: int
    """Problems that there were."""
    comparison: Comparison
    arms: tuple[Arm, Arm]
    alpha: float
    is_sequential: bool
    """Looked at after each step; else once, at the end."""

    @property
    def winner(self) -> str | None:
        """The better arm, or None where no difference was shown."""
        votes = self.comparison.votes
        if self.is_sequential:
            is_shown = is_decided(votes, alpha=self.alpha)
        else:
            is_shown = votes.p_value <= self.alpha
        if not is_shown:
            return None
        return ARMS[votes.second > votes.first]

    @property
    def recommendation(self) -> str:
        """What to do, in a sentence."""
        low, high = self.comparison.interval.low, self.comparison.interval.high
        span = f"{low:+.1%} to {high:+.1%}"
        if self.winner is not None:
            return f"take {self.winner}: it is better (B - A: {span})"
        tokens = [arm.tokens for arm in self.arms]
        if tokens[0] == tokens[1]:
            return f"no difference was shown (B - A: {span})"
        cheaper = ARMS[tokens[1] < tokens[0]]
        return (
            f"no difference was shown (B - A: {span}); {cheaper} writes fewer tokens: "
            f"{min(tokens):.0f} a problem instead of {max(tokens):.0f}"
        )


def read_arm(folder: Path, judge: str) -> Arm:
    """Read what a run of `rtlgen bench run` came to.

    Raises:
        UsageError: it holds no verdict of that judge.
    """
    run = RunFolder(path=folder)
    outcomes: dict[str, list[bool]] = defaultdict(list)
    judge_s = 0.0
    for row in run.verdicts().values():
        if row.judge == judge and row.judgement.status is not Status.ERROR:
            outcomes[row.problem].append(row.judgement.status is Status.PASS)
            judge_s += row.judgement.elapsed_s
    if not outcomes:
        raise UsageError(f"{folder}: holds no verdicts of the judge {judge!r}; run it first")
    samples = [sample for sample in run.samples() if sample.problem in outcomes]
    usages = [sample.candidate.usage for sample in samples]
    count = len(outcomes)
    return Arm(
        rates={problem: sum(passed) / len(passed) for problem, passed in outcomes.items()},
        tokens=sum(usage.completion_tokens for usage in usages) / count,
        model_s=sum(usage.latency_s for usage in usages) / count,
        judge_s=judge_s / count, cost_usd=sum(usage.cost_usd or 0.0 for usage in usages) / count,
    )  # fmt: skip


def compare_runs(folders: tuple[Path, Path], judge: str, *, alpha: float) -> Result:
    """Compare two finished runs, with one look.

    Raises:
        UsageError: a run cannot be used, or they have no problem in common.
    """
    arms = (read_arm(folders[0], judge), read_arm(folders[1], judge))
    shared = sorted(set(arms[0].rates) & set(arms[1].rates))
    if not shared:
        raise UsageError(f"{folders[0]}, {folders[1]}: have no problem in common")
    return _result(Ended.EXHAUSTED, shared, len(shared), arms, alpha, is_sequential=False)


def compare_in_steps(
    problems: Sequence[str], step: int, run: Callable[[Sequence[str]], tuple[Arm, Arm]], *,
    alpha: float, seed: int,
) -> Result:  # fmt: skip
    """Run both arms on some problems more until it is decided, hopeless or all are done.

    Args:
        problems: Ids; their order is drawn by the seed.
        step: Problems of one step.
        run: Runs both arms on these problems; returns what they came to on all so far.
        alpha: Chance to call one of two equal arms better, however many steps are made.
        seed: Of the order.
    """
    done: list[str] = []
    ended, arms = Ended.EXHAUSTED, None
    for part in _parts(problems, step, seed):
        arms = run(part)
        done += [p for p in part if p in arms[0].rates and p in arms[1].rates]
        votes = votes_of([(arms[0].rates[p], arms[1].rates[p]) for p in done])
        left = len(problems) - len(done)
        if is_decided(votes, alpha=alpha):
            ended = Ended.DECIDED
            break
        if left and is_hopeless(votes, left=left, alpha=alpha):
            ended = Ended.HOPELESS
            break
    if arms is None or not done:
        raise UsageError("bench ab: no problem could be judged for both arms")
    return _result(ended, done, len(problems), arms, alpha, is_sequential=True)


def _parts(problems: Sequence[str], step: int, seed: int) -> Iterator[list[str]]:
    order = list(problems)
    random.Random(seed).shuffle(order)  # noqa: S311 - an order, not a secret
    for at in range(0, len(order), step):
        yield order[at : at + step]


def _result(
    ended: Ended, done: Sequence[str], of: int, arms: tuple[Arm, Arm], alpha: float, *,
    is_sequential: bool,
) -> Result:  # fmt: skip
    rates = [(arms[0].rates[problem], arms[1].rates[problem]) for problem in done]
    return Result(
        ended=ended, of=of, comparison=compare(rates), arms=arms, alpha=alpha,
        is_sequential=is_sequential,
    )  # fmt: skip

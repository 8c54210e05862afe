"""Two arms on the same problems: tests, intervals and a rule to stop; pure.

Each problem votes for the arm with the higher pass rate; equal rates are no vote. If neither arm is
better, a vote is as good as the toss of a coin, however unlike the problems are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.evaluate.statistics import Interval, bootstrap_interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """How the problems voted."""

    first: int
    second: int

    @property
    def p_value(self) -> float:
        """Chance of votes at least as uneven if neither arm is better; for a look at the end only.

        With one completion each this is McNemar's exact test.

        Source: McNemar, "Note on the sampling error of the difference between correlated
        proportions" (1947); the exact form is the sign test.
        """
        total = self.first + self.second
        fewer = min(self.first, self.second)
        tail: float = sum(math.comb(total, k) for k in range(fewer + 1)) / 2**total
        return min(1.0, 2 * tail)

    @property
    def evidence(self) -> float:
        """Evidence against equal arms that may be looked at after every vote.

        If the arms are equal, it ever reaches 1 / alpha with a chance of at most alpha. It is the
        likelihood of the votes under all shares alike, over that of a coin.

        Source: Robbins, "Statistical methods related to the law of the iterated logarithm" (1970),
        section 2; Ville's inequality.
        """
        log = math.lgamma(self.first + 1) + math.lgamma(self.second + 1)
        log -= math.lgamma(self.first + self.second + 2)
        return math.exp(log + (self.first + self.second) * math.log(2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two arms came to on the problems that both did."""

    problems: int
    rates: tuple[float, float]
    """Mean pass rate of each arm."""
    difference: float
    """Second minus first."""
    interval: Interval
    votes: Votes


def votes_of(rates: Sequence[tuple[float, float]]) -> Votes:
    """Count the votes of problems with the pass rates of both arms."""
    return Votes(
        first=sum(one > other for one, other in rates),
        second=sum(other > one for one, other in rates),
    )


def compare(rates: Sequence[tuple[float, float]], *, seed: int = 0) -> Comparison:
    """Compare two arms.

    Args:
        rates: Pass rates of both arms on each problem; at least one.
        seed: Of the bootstrap, which resamples problems.
    """
    count = len(rates)
    differences = [other - one for one, other in rates]
    return Comparison(
        problems=count,
        rates=(sum(one for one, _ in rates) / count, sum(other for _, other in rates) / count),
        difference=sum(differences) / count,
        interval=bootstrap_interval(differences, seed=seed), votes=votes_of(rates),
    )  # fmt: skip


def is_decided(votes: Votes, *, alpha: float) -> bool:
    """Whether the votes so far show that one arm is better, looked at as often as one likes."""
    return votes.evidence >= 1 / alpha


def is_hopeless(votes: Votes, *, left: int, alpha: float) -> bool:
    """Whether no votes of the problems that are left could decide it any more."""
    one = Votes(first=votes.first + left, second=votes.second)
    other = Votes(first=votes.first, second=votes.second + left)
    return not (is_decided(one, alpha=alpha) or is_decided(other, alpha=alpha))

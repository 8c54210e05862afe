"""pass@k with confidence intervals; pure."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

_Z95 = 1.959963984540054
"""97.5 % quantile of the normal distribution."""
_RESAMPLES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A 95 % confidence interval."""

    low: float
    high: float
    method: str
    """`bootstrap` over problems, or `wilson`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassAtK:
    """The chance that one of k completions passes, as the mean over problems."""

    k: int
    rate: float
    interval: Interval


def pass_at_k(n: int, c: int, k: int) -> float:
    """Estimate the chance that at least one of k completions passes, without bias.

    Args:
        n: Completions that were judged.
        c: Those that passed.
        k: At most n.

    Source: Chen et al., "Evaluating Large Language Models Trained on Code" (2021), section 2.1,
    equation 1.
    """
    if not 0 < k <= n or not 0 <= c <= n:
        raise ValueError(f"pass@{k} of {c} passes among {n} completions is not defined")
    return 1.0 - math.comb(n - c, k) / math.comb(n, k)


def estimate(counts: Sequence[tuple[int, int]], k: int, *, seed: int = 0) -> PassAtK:
    """Return pass@k over several problems.

    Completions of one problem are not independent, so problems are what is resampled. Where every
    problem is a yes or a no (one completion each, for example), Wilson's interval is used: it
    stays honest near 0 and 1, where a bootstrap has no width.

    Args:
        counts: (completions, passes) of each problem; at least one, each with at least k.
        k: Of pass@k.
        seed: Of the bootstrap.
    """
    values = [pass_at_k(n, c, k) for n, c in counts]
    rate = sum(values) / len(values)
    if all(value in (0.0, 1.0) for value in values):
        interval = wilson_interval(sum(value == 1.0 for value in values), len(values))
    else:
        interval = bootstrap_interval(values, seed=seed)
    return PassAtK(k=k, rate=rate, interval=interval)


def wilson_interval(passed: int, trials: int) -> Interval:
    """Return Wilson's score interval of a proportion.

    Source: Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
    """
    share = passed / trials
    scale = 1 + _Z95**2 / trials
    centre = (share + _Z95**2 / (2 * trials)) / scale
    spread = share * (1 - share) / trials + _Z95**2 / (4 * trials**2)
    half = _Z95 * math.sqrt(spread) / scale
    low = 0.0 if passed == 0 else max(0.0, centre - half)
    high = 1.0 if passed == trials else min(1.0, centre + half)
    return Interval(low=low, high=high, method="wilson")


def bootstrap_interval(values: Sequence[float], *, seed: int = 0) -> Interval:
    """Return the percentile bootstrap interval of the mean of independent values.

    Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), section 13.3.
    """
    rng = random.Random(seed)  # noqa: S311 - statistics, not secrets
    count = len(values)
    means = [sum(rng.choices(values, k=count)) / count for _ in range(_RESAMPLES)]
    low, high = quantile(means, 0.025), quantile(means, 0.975)
    return Interval(low=low, high=high, method="bootstrap")


def quantile(values: Sequence[float], share: float) -> float:
    """Return a quantile, interpolated between the nearest values; there is at least one value."""
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])

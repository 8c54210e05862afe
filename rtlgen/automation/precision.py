"""How often answers were right: a one-sided bound, and an alarm when that changes."""

from __future__ import annotations

import math
from collections.abc import Sequence

ALPHA = 0.05
"""Chance that a bound is wrong."""
_ALARM = 3.0
"""About three wrong answers in a short time; see `suspicion`."""
_WORSE = 4.0
"""How many times as many wrong answers the alarm waits for."""


def lower_bound(right: int, total: int) -> float:
    """Return the 95 % lower bound of a share; 0 without observations.

    Source: Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case
    of the binomial" (1934), one-sided.
    """
    if right == 0:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(50):  # bisection: the chance of so many hits rises with the share
        share = (low + high) / 2
        low, high = (low, share) if _at_least(right, total, share) > ALPHA else (share, high)
    return low


def _at_least(count: int, total: int, share: float) -> float:
    """Chance of at least `count` hits in `total` trials."""
    return math.fsum(
        math.comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(count, total + 1)
    )


def suspicion(outcomes: Sequence[bool], threshold: float) -> float:
    """Return how far recent answers speak for a precision well below the threshold; 0 = not at all.

    Each answer adds its log likelihood ratio between four times the allowed share of errors and
    that share itself, never below 0.

    Source: Page, "Continuous inspection schemes" (1954), the cumulative sum chart.
    """
    errors = 1 - threshold
    worse = min(0.5, _WORSE * errors)
    steps = {False: math.log(worse / errors), True: math.log((1 - worse) / (1 - errors))}
    found = 0.0
    for is_right in outcomes:
        found = max(0.0, found + steps[is_right])
    return found


def is_alarm(outcomes: Sequence[bool], threshold: float) -> bool:
    """Whether the precision has fallen."""
    return suspicion(outcomes, threshold) >= _ALARM

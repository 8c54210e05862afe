"""When further candidates would not change the choice, or cost more than is allowed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

ERROR = 0.05
"""Chance that a choice is kept which more candidates would have changed, if they come as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What one specification may cost; None = no limit. What is begun is finished."""

    candidates: int | None = None
    tokens: int | None = None
    """Written by models."""
    cost_usd: float | None = None
    time_s: float | None = None


@dataclass(slots=True, kw_only=True)
class Spent:
    """What was spent so far."""

    candidates: int = 0
    tokens: int = 0
    cost_usd: float = 0.0
    time_s: float = 0.0

    def over(self, budget: Budget) -> str | None:
        """Return the limit that is reached, for a message, or None."""
        pairs = (
            ("candidates", self.candidates, budget.candidates),
            ("tokens", self.tokens, budget.tokens),
            ("cost", self.cost_usd, budget.cost_usd),
            ("time", self.time_s, budget.time_s),
        )
        return next((n for n, spent, most in pairs if most is not None and spent >= most), None)


def is_settled(weights: Sequence[int], left: int) -> bool:
    """Whether more candidates cannot, or probably will not, change which group is the largest.

    They cannot where the lead is larger than what is left. They probably will not where, with a
    flat prior, the leading one of the two largest groups is the more frequent one with a
    probability of at least 1 - ERROR.

    Args:
        weights: Candidates of each group.
        left: Candidates that could still be drawn.

    Source: Aggarwal et al., "Let's Sample Step by Step: Adaptive-Consistency for Efficient
    Reasoning and Coding with LLMs" (2023), section 3, the Beta criterion.
    """
    first, second = [*sorted(weights, reverse=True), 0, 0][:2]
    if first - second > left:
        return True
    return first > 0 and lead_probability(first, second) >= 1 - ERROR


def lead_probability(first: int, second: int) -> float:
    """Return the chance that the first of two groups is the more frequent one, seen so often."""
    total = first + second + 1
    chance: float = sum(math.comb(total, k) for k in range(first + 1)) / 2**total
    return chance

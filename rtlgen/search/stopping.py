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


def is_settled(
    weights: Sequence[int], left: int, worth: Sequence[int] = (), *, unseen: int = 1
) -> bool:
    """Whether more candidates cannot, or probably will not, change which group counts most.

    A group counts its candidates times what each of them is worth. More candidates cannot change
    the order where the leading group stays ahead of each other one, and of one that was never seen,
    though all that are left join that one. They probably will not where the leading group is
    ahead of each with a probability of at least 1 - ERROR; see `lead_probability`.

    Args:
        weights: Candidates of each group.
        left: Candidates that could still be drawn.
        worth: What a candidate of each group counts; empty = 1 each.
        unseen: What a candidate of a group would count that did not come yet, at most.

    Source: Aggarwal et al., "Let's Sample Step by Step: Adaptive-Consistency for Efficient
    Reasoning and Coding with LLMs" (2023), section 3, the Beta criterion. Its two largest groups
    are the special case in which all candidates are worth the same.
    """
    sides = [*zip(weights, worth or (1,) * len(weights), strict=True), (0, unseen)]
    lead = max(range(len(sides)), key=lambda at: sides[at][0] * sides[at][1])
    first, each = sides.pop(lead)
    if first == 0:
        return False
    if all(first * each > (second + left) * other for second, other in sides):
        return True
    return all(leads(first, second, (each, other)) for second, other in sides)


def leads(first: int, second: int, worth: tuple[int, int] = (1, 1)) -> bool:
    """Whether the first of two groups is ahead with a probability of at least 1 - ERROR."""
    return lead_probability(first, second, worth) >= 1 - ERROR


def lead_probability(first: int, second: int, worth: tuple[int, int] = (1, 1)) -> float:
    """Return the chance that the first of two groups is ahead in the end, seen so often.

    With a flat prior the share p of the first one among the two follows Beta(first + 1,
    second + 1). It is ahead in the end where p times its worth exceeds (1 - p) times that of the
    other, that is, above the threshold worth[1] / (worth[0] + worth[1]).

    Args:
        first: Candidates of the one group.
        second: Of the other.
        worth: What a candidate of each counts; at least 1.
    """
    total = first + second + 1
    # P(Beta(a + 1, b + 1) > t) = P(Binomial(a + b + 1, t) <= a), in whole numbers.
    ways = sum(
        math.comb(total, k) * worth[1] ** k * worth[0] ** (total - k) for k in range(first + 1)
    )
    chance: float = ways / sum(worth) ** total
    return chance

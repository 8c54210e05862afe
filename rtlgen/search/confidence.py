"""How sure an answer is, before anybody has looked at it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rtlgen.search.ranking import Ranking
from rtlgen.verdict import Status

_JUDGED: Final = 0.99
"""Something that determines the behaviour passed it; what it does not show is left."""
WEIGHTS: Final = (-0.129, 0.55, 0.534, 0.177)
"""Of `features`, fitted on the embedded model's answers: benchmarks/results/calibration.md."""
_LEAST: Final = 1e-3
"""Probabilities are cut off there, and at one less it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an answer without a reference."""

    same: int
    """Candidates that do what it does, itself among them."""
    drawn: int
    has_passed: bool
    """It passed demands of the specification."""
    probability: float | None = None
    """Of what it does to the models, see `Seen`."""
    familiarity: float | None = None
    """Of the prompt to the model, see `Candidate`; None where it does not tell."""
    is_determined: bool
    """What it passed determines the behaviour: a reference, a testbench, a complete table."""


def confidence_of(ranking: Ranking, *, is_determined: bool) -> float:
    """Estimate the chance that the best answer is right; 0 where it failed, or there is none.

    Args:
        ranking: Of the answer.
        is_determined: A reference, a testbench or a complete table judged it.
    """
    best = ranking.best
    if best is None or ranking.status not in (Status.PASS, Status.UNKNOWN):
        return 0.0
    key = best.candidate.id
    group = next((g for g in ranking.groups if key in g), (key,))
    return chance(
        Known(
            same=sum(ranking.counts.get(other, 1) for other in group), drawn=ranking.drawn,
            has_passed=ranking.status is Status.PASS,
            probability=ranking.probabilities.get(key), familiarity=best.candidate.familiarity,
            is_determined=is_determined,
        )
    )  # fmt: skip


def chance(known: Known, weights: Sequence[float] = WEIGHTS) -> float:
    """Return an estimate of the chance that an answer is right, 0 to 1.

    Where a model tells how familiar the prompt is to it, a logistic function of `features`. Else
    Laplace's estimate of the share of candidates that do what the answer does.

    Args:
        known: What is known of it.
        weights: Of `features`.
    """
    if known.is_determined and known.has_passed:
        return _JUDGED
    if known.familiarity is None or known.probability is None:
        return (known.same + 1) / (max(known.drawn, known.same) + 2)
    score = sum(a * b for a, b in zip(weights, features(known), strict=True))
    return 1 / (1 + math.exp(-score))


def features(known: Known) -> tuple[float, ...]:
    """Return 1, the log odds of the probability, whether demands were passed, the familiarity."""
    probability = min(max(known.probability or 0.0, _LEAST), 1 - _LEAST)
    odds = math.log(probability / (1 - probability))
    return (1.0, odds, float(known.has_passed), known.familiarity or 0.0)

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
_WEIGHTS: Final = (0.0, 1.0, 0.0, 0.0)
"""Of `features`: Laplace's estimate of the share that does what the answer does. They are not
calibrated; benchmarks/calibration.py fits others, with and without likelihoods."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an answer without a reference."""

    same: int
    """Candidates that do what it does, itself among them."""
    drawn: int
    has_passed: bool
    """It passed demands of the specification."""
    likelihood: float | None
    """Mean log probability of a token, in nats; None where the backend gives none."""
    is_determined: bool
    """What it passed determines the behaviour: a reference, a testbench, a complete table."""


def confidence_of(ranking: Ranking, *, is_determined: bool) -> float:
    """Estimate the chance that the best answer is right; 0 where it failed, or there is none.

    It orders answers and is not calibrated on outcomes.

    Args:
        ranking: Of the answer.
        is_determined: A reference, a testbench or a complete table judged it.
    """
    best = ranking.best
    if best is None or ranking.status not in (Status.PASS, Status.UNKNOWN):
        return 0.0
    key = best.candidate.id
    group = next((g for g in ranking.groups if key in g), (key,))
    tokens = best.candidate.usage.completion_tokens
    logprob = best.candidate.logprob
    return chance(
        Known(
            same=sum(ranking.counts.get(other, 1) for other in group), drawn=ranking.drawn,
            has_passed=ranking.status is Status.PASS,
            likelihood=None if logprob is None or not tokens else logprob / tokens,
            is_determined=is_determined,
        )
    )  # fmt: skip


def chance(known: Known, weights: Sequence[float] = _WEIGHTS) -> float:
    """Return an estimate of the chance that an answer is right, 0 to 1.

    Args:
        known: What is known of it.
        weights: Of `features`.
    """
    if known.is_determined and known.has_passed:
        return _JUDGED
    score = sum(a * b for a, b in zip(features(known), weights, strict=True))
    return 1 / (1 + math.exp(-score))


def features(known: Known) -> tuple[float, ...]:
    """Return 1, the log odds of agreement, whether demands were passed, and the likelihood."""
    odds = (known.same + 1) / (max(known.drawn, known.same) - known.same + 1)
    return (1.0, math.log(odds), float(known.has_passed), known.likelihood or 0.0)

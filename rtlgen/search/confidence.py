"""How sure an answer is, before anybody has looked at it."""

from __future__ import annotations

from rtlgen.search.ranking import Ranking
from rtlgen.verdict import Status

_JUDGED = 0.99
"""Something that determines the behaviour passed it; what it does not show is left."""
_EXAMPLES = 0.5
"""Some examples passed, and nothing else is known."""


def confidence_of(ranking: Ranking, *, is_determined: bool) -> float:
    """Return a number from 0 to 1 that orders answers.

    It is no probability: it is not calibrated on outcomes. Where candidates were compared it is
    Laplace's estimate of the share that does what the answer does.

    Args:
        ranking: Of the answer.
        is_determined: A reference, a testbench or a complete table judged it.
    """
    status = ranking.status
    if status is Status.PASS and is_determined:
        return _JUDGED
    if ranking.agreement is not None:
        return (ranking.agreement * ranking.drawn + 1) / (ranking.drawn + 2)
    return _EXAMPLES if status is Status.PASS else 0.0

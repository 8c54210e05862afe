"""When more candidates would not change the choice."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from rtlgen.search.stopping import ERROR, is_settled, lead_probability


def test_a_lead_that_cannot_be_lost() -> None:
    """Three ahead with two left."""
    assert is_settled([3], 2)
    assert is_settled([2, 5], 2)
    assert not is_settled([2, 4], 2)


def test_a_lead_that_is_probably_kept() -> None:
    """Four against none suffice, four against one do not, whatever is left."""
    assert lead_probability(4, 0) == pytest.approx(31 / 32)
    assert lead_probability(1, 1) == 0.5
    assert is_settled([4], 100)
    assert not is_settled([4, 1], 100)
    assert not is_settled([], 100)


def test_the_error_is_what_is_stated() -> None:
    """Of choices that were settled early, few would have been changed by all 64 candidates."""
    rng = random.Random(1)
    changed = settled = 0
    for _ in range(2000):
        shares = sorted((rng.random() for _ in range(3)), reverse=True)
        drawn = rng.choices("abc", shares, k=64)
        for count in range(4, 64, 4):
            weights = Counter(drawn[:count])
            if is_settled(list(weights.values()), 64 - count):
                settled += 1
                changed += Counter(drawn)[weights.most_common(1)[0][0]] < max(
                    Counter(drawn).values()
                )
                break
    assert settled > 1000
    assert changed / settled < 2 * ERROR

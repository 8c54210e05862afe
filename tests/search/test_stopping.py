"""When more candidates would not change the choice."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from rtlgen.search.stopping import ERROR, is_settled, lead_probability, leads


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


def test_a_lead_by_opinions_that_cannot_be_lost() -> None:
    """What is left may join any group, and one that would meet all opinions."""
    assert is_settled([3, 1], 1, (2, 1))
    assert not is_settled([3, 1], 3, (1, 2), unseen=2)
    assert is_settled([5, 1], 3, (2, 2), unseen=2)
    assert not is_settled([5, 1], 3, (2, 2), unseen=4), "three that meet two more would lead"


def test_a_lead_by_opinions_that_is_probably_kept() -> None:
    """Equal worth changes nothing; two opinions decide four against four, one does not."""
    assert lead_probability(4, 1, (3, 3)) == lead_probability(4, 1)
    assert lead_probability(1, 1, (2, 1)) == pytest.approx(20 / 27)
    assert not leads(4, 4, (2, 1))
    assert leads(4, 4, (3, 1))
    assert not leads(4, 4, (3, 2))
    assert is_settled([4, 4], 100, (3, 1))
    assert is_settled([4], 100, (2,), unseen=2)
    assert not is_settled([4], 100, (1,), unseen=2), "no group has met the opinion yet"


@pytest.mark.parametrize("worth", [(1, 1, 1), (2, 1, 1), (3, 1, 2), (1, 3, 2)])
def test_the_error_is_what_is_stated(worth: tuple[int, ...]) -> None:
    """Of choices that were settled early, few would have been changed by all 64 candidates."""
    rng = random.Random(1)
    each = dict(zip("abc", worth, strict=True))
    changed = settled = 0
    for _ in range(2000):
        shares = sorted((rng.random() for _ in range(3)), reverse=True)
        drawn = rng.choices("abc", shares, k=64)
        in_all = {name: count * each[name] for name, count in Counter(drawn).items()}
        for count in range(4, 64, 4):
            weights = Counter(drawn[:count])
            names = list(weights)
            if is_settled(
                [weights[name] for name in names], 64 - count, [each[name] for name in names],
                unseen=max(worth),
            ):  # fmt: skip
                settled += 1
                taken = max(names, key=lambda name: weights[name] * each[name])
                changed += in_all[taken] < max(in_all.values())
                break
    assert settled > 1000
    assert changed / settled < 2 * ERROR

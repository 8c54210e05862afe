"""pass@k and its intervals."""

from __future__ import annotations

import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtlgen.evaluate.statistics import (
    bootstrap_interval,
    estimate,
    pass_at_k,
    quantile,
    wilson_interval,
)


@given(st.data())
def test_pass_at_k_is_the_share_of_choices_with_a_pass(data: st.DataObject) -> None:
    """Of all ways to choose k of n completions, that share holds one that passes."""
    n = data.draw(st.integers(1, 8))
    c = data.draw(st.integers(0, n))
    k = data.draw(st.integers(1, n))
    passes = [True] * c + [False] * (n - c)
    choices = list(itertools.combinations(passes, k))
    assert pass_at_k(n, c, k) == pytest.approx(sum(map(any, choices)) / len(choices))


@pytest.mark.parametrize(("n", "c", "k"), [(1, 0, 2), (0, 0, 1), (3, 4, 1), (3, 1, 0)])
def test_pass_at_k_needs_enough_completions(n: int, c: int, k: int) -> None:
    """With fewer than k completions there is no estimate, instead of a wrong one."""
    with pytest.raises(
        ValueError, match=rf"^pass@{k} of {c} passes among {n} completions is not defined$"
    ):
        pass_at_k(n, c, k)


@pytest.mark.parametrize(
    ("passed", "trials", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (8, 10, 0.4902, 0.9433), (1, 1, 0.2065, 1.0)],
)
def test_wilson_interval(passed: int, trials: int, low: float, high: float) -> None:
    """The interval is that of the tables, also where all or none passed."""
    interval = wilson_interval(passed, trials)
    assert (interval.low, interval.high) == (
        pytest.approx(low, abs=5e-5),
        pytest.approx(high, abs=5e-5),
    )


def test_bootstrap_covers_about_95_percent() -> None:
    """Of intervals around means of random values about 95 % hold the true mean."""
    rng = random.Random(1)
    hits = 0
    for _ in range(100):
        values = [rng.choice((0.0, 0.2, 0.6, 1.0)) for _ in range(40)]
        interval = bootstrap_interval(values, seed=rng.randrange(1000))
        hits += interval.low <= 0.45 <= interval.high
    assert 88 <= hits <= 100


def test_estimate_resamples_problems_not_completions() -> None:
    """Twenty completions of one problem that fare alike say no more than two of them."""
    few = estimate([(2, 2), (2, 0), (2, 1), (2, 2)], 1)
    many = estimate([(20, 20), (20, 0), (20, 10), (20, 20)], 1)
    assert (few.rate, few.interval) == (many.rate, many.interval)
    assert few.rate == 0.625
    assert few.interval.method == "bootstrap"
    assert few.interval.low < few.rate < few.interval.high
    assert few == estimate([(2, 2), (2, 0), (2, 1), (2, 2)], 1)


def test_estimate_of_yes_and_no() -> None:
    """With one completion for each problem the interval is Wilson's, and has a width at 100 %."""
    sure = estimate([(1, 1)] * 10, 1)
    assert (sure.rate, sure.interval) == (1.0, wilson_interval(10, 10))
    assert estimate([(1, 1), (1, 0)], 1).interval == wilson_interval(1, 2)


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0, 1))
def test_quantile_lies_between_its_neighbours(values: list[float], share: float) -> None:
    """A quantile has at least that share of the values at or below the next value above it."""
    found = quantile(values, share)
    assert min(values) <= found <= max(values)
    below = sum(value <= found or math.isclose(value, found) for value in values)
    assert below >= math.floor(share * (len(values) - 1)) + 1

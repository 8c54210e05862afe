"""Ways to choose among the items of a pool, as those of `rtlgen/search` but without simulation."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from pools import USABLE, Item

Choose = Callable[[Sequence[Item], random.Random], Item]


def by_random(items: Sequence[Item], rng: random.Random) -> Item:
    """Any of them."""
    return rng.choice(items)


def by_likelihood(items: Sequence[Item], rng: random.Random) -> Item:
    """The likeliest."""
    del rng
    return max(items, key=lambda item: item.likelihood)


def by_text(items: Sequence[Item], rng: random.Random) -> Item:
    """The text that comes most often."""
    del rng
    counts = Counter(item.text for item in items)
    return max(items, key=lambda item: (counts[item.text], item.likelihood))


def by_demands(items: Sequence[Item], rng: random.Random) -> Item:
    """The likeliest of those that meet the demands of the prompt and use all ports."""
    best = best_of(items)
    return by_likelihood([item for item in best if not item.is_idle] or best or items, rng)


def by_group(items: Sequence[Item], rng: random.Random) -> Item:
    """Of those that meet the demands, the likeliest of the largest group; idle ones count less."""
    best = best_of(items)
    if not best:
        return by_likelihood(items, rng)
    weights = weights_of(best)
    return max(best, key=lambda item: (weights[item.group], not item.is_idle, item.likelihood))


def by_plain_group(items: Sequence[Item], rng: random.Random) -> Item:
    """The same with each candidate counting once."""
    best = best_of(items)
    if not best:
        return by_likelihood(items, rng)
    counts = Counter(item.group for item in best)
    return max(best, key=lambda item: (counts[item.group], item.likelihood))


def weights_of(items: Sequence[Item]) -> Mapping[int, int]:
    """Group → how many candidates speak for it, as `weight_of` of `rtlgen/search/ranking.py`."""
    whole = Counter(item.group for item in items if not item.is_idle)
    idle = Counter(item.group for item in items if item.is_idle)
    return {group: whole[group] + idle[group] // 4 for group in whole | idle}


def by_oracle(items: Sequence[Item], rng: random.Random) -> Item:
    """A right one, where there is any."""
    del rng
    return max(items, key=lambda item: item.is_right)


def best_of(items: Sequence[Item]) -> list[Item]:
    """Those of the best verdict that any has."""
    for status in USABLE:
        if found := [item for item in items if item.status == status]:
            return found
    return []

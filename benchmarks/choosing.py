"""Ways to choose among the items of a pool, as those of `rtlgen/search` but without simulation."""

from __future__ import annotations

import functools
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from pools import USABLE, Item

from rtlgen.search.probability import IDLE, Seen, Text
from rtlgen.search.trust import Ballot, learn_trust

Choose = Callable[[Sequence[Item], random.Random], Item]
NO_TRUST: Mapping[str, float] = MappingProxyType({})


def by_random(items: Sequence[Item], rng: random.Random) -> Item:
    """Any of them."""
    return rng.choice(items)


def by_likelihood(items: Sequence[Item], rng: random.Random) -> Item:
    """The most probable."""
    del rng
    return max(items, key=_probability)


def by_text(items: Sequence[Item], rng: random.Random) -> Item:
    """The text that comes most often."""
    del rng
    counts = Counter(item.text for item in items)
    return max(items, key=lambda item: (counts[item.text], _probability(item)))


def by_demands(items: Sequence[Item], rng: random.Random) -> Item:
    """The likeliest of those that meet the demands of the prompt and use all ports."""
    best = best_of(items)
    return by_likelihood([item for item in best if not item.is_idle] or best or items, rng)


def by_group(
    items: Sequence[Item], rng: random.Random, trust: Mapping[str, float] = NO_TRUST
) -> Item:
    """Of those that meet the demands, the likeliest of the most probable group."""
    best = best_of(items)
    if not best:
        return by_likelihood(items, rng)
    scores = scores_of(items, best, trust)
    return max(best, key=lambda item: (scores[item.group], not item.is_idle, _probability(item)))


def by_plain_group(items: Sequence[Item], rng: random.Random) -> Item:
    """The same with each candidate counting once."""
    best = best_of(items)
    if not best:
        return by_likelihood(items, rng)
    counts = Counter(item.group for item in best)
    return max(best, key=lambda item: (counts[item.group], _probability(item)))


def by_trusted_group(drawing: Mapping[str, Sequence[Item]]) -> Choose:
    """The same, each model counting by what is learned from a whole drawing: problem → items."""
    trust = learn_trust([_ballot(items) for items in drawing.values()])
    return functools.partial(by_group, trust=trust)


def _ballot(items: Sequence[Item]) -> Ballot:
    groups: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for item in best_of(items):
        groups[item.group][item.backend] += IDLE if item.is_idle else 1.0
    return Ballot(groups=[*groups.values()], drawn=Counter(item.backend for item in items))


def scores_of(
    items: Sequence[Item], best: Sequence[Item], trust: Mapping[str, float] = NO_TRUST
) -> Mapping[int, float]:
    """Group → how probable it is, by the rule of the product."""
    texts = texts_of(items, trust)
    seen = Seen(tuple(texts.values()))
    return {group: seen.of([texts[key] for key in keys]) for group, keys in keys_of(best).items()}


def texts_of(items: Sequence[Item], trust: Mapping[str, float] = NO_TRUST) -> Mapping[str, Text]:
    """Return the distinct texts with what their probability hangs on."""
    counts = Counter(item.text for item in items)
    return {
        item.text: Text(
            origin=item.backend, trust=trust.get(item.backend, 1.0), count=counts[item.text],
            logprob=item.logprob, is_idle=item.is_idle,
        )
        for item in items
    }  # fmt: skip


def keys_of(best: Sequence[Item]) -> Mapping[int, set[str]]:
    """Group → its texts."""
    found: dict[int, set[str]] = defaultdict(set)
    for item in best:
        found[item.group].add(item.text)
    return found


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


def _probability(item: Item) -> float:
    return item.logprob or 0.0

"""Strategies of pruning: which examples to learn from when not all can be.

    random    any
    diverse   families in turn, within each the syntax trees in turn, within a tree the manners
    loss      the hardest first, by the scores of a model
    window    of each family the middle first, away from the easiest and the hardest

A strategy puts examples in an order and the first N are taken: with the same seed a smaller choice
is part of a larger one.
"""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from types import MappingProxyType
from typing import Final, Protocol

from rtlgen.datagen.example import Example
from rtlgen.datagen.normal import normal_form


class Strategy(Protocol):
    """A way to choose."""

    def __call__(
        self, examples: Sequence[Example], losses: Sequence[float | None], rng: random.Random
    ) -> list[int]:
        """Return the places of examples in the order in which they are taken.

        Args:
            examples: All that there are.
            losses: Of each, in nats per token; None where it is not known.
            rng: Decides what is open.
        """


def by_chance(
    examples: Sequence[Example], losses: Sequence[float | None], rng: random.Random
) -> list[int]:
    """Take any."""
    del losses
    return rng.sample(range(len(examples)), len(examples))


def by_difference(
    examples: Sequence[Example], losses: Sequence[float | None], rng: random.Random
) -> list[int]:
    """Take families in turn; within each, every different tree before a second example of one.

    Of one tree, other manners come first.
    """
    shuffled = by_chance(examples, losses, rng)
    families = _grouped(shuffled, lambda place: examples[place].family)
    return _in_turn([_trees_in_turn(examples, members) for members in families])


def by_loss(
    examples: Sequence[Example], losses: Sequence[float | None], rng: random.Random
) -> list[int]:
    """Take the hardest first; what has no loss is too long for the model and stays out.

    Source: Sorscher et al., "Beyond neural scaling laws: beating power law scaling via data
    pruning" (2022): hard examples are the better choice where data abounds.
    """
    known = _scored(examples, losses, rng)
    return sorted(known, key=lambda place: -known[place])


def by_window(
    examples: Sequence[Example], losses: Sequence[float | None], rng: random.Random
) -> list[int]:
    """Take the middle of each family first, by rank; its easiest and hardest come last.

    Source: Marion et al., "When less is more: investigating data pruning for pretraining LLMs at
    scale" (2023): the middle of the perplexities is the better choice.
    """
    distance: dict[int, float] = {}
    known = _scored(examples, losses, rng)
    for members in _grouped(known, lambda place: examples[place].family):
        ranked = sorted(members, key=lambda place: known[place])
        for rank, place in enumerate(ranked):
            distance[place] = abs((rank + 0.5) / len(ranked) - 0.5)
    return sorted(known, key=lambda place: distance[place])


STRATEGIES: Final = MappingProxyType[str, Strategy](
    {"random": by_chance, "diverse": by_difference, "loss": by_loss, "window": by_window}
)
NEEDS_SCORES: Final = frozenset({"loss", "window"})
"""Strategies that choose by the scores of a model."""


def _scored(
    examples: Sequence[Example], losses: Sequence[float | None], rng: random.Random
) -> dict[int, float]:
    """Return the losses that are known by place, shuffled: equal ones come in no order."""
    order = by_chance(examples, losses, rng)
    return {place: loss for place in order if (loss := losses[place]) is not None}


def _trees_in_turn(examples: Sequence[Example], members: Iterable[int]) -> list[int]:
    trees = _grouped(members, lambda place: normal_form(examples[place].verilog))
    return _in_turn([
        _in_turn(_grouped(tree, lambda place: examples[place].manner)) for tree in trees
    ])  # fmt: skip


def _grouped(places: Iterable[int], kind: Callable[[int], Hashable]) -> list[list[int]]:
    """Return the places of each kind; kinds and places in the order in which they come."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for place in places:
        groups[kind(place)].append(place)
    return list(groups.values())


def _in_turn(queues: Sequence[Sequence[int]]) -> list[int]:
    """Return the first of all queues, then the second of all, …; one that is empty is passed."""
    rounds = itertools.zip_longest(*queues)
    return [place for each in rounds for place in each if place is not None]

"""Which passes are audited, and which stimuli they see: a function of seed and number alone."""

from __future__ import annotations

import math
import random


def is_drawn(number: int, share: float, seed: int) -> bool:
    """Whether the pass of this number is audited: one of each block, at a place nobody foresees.

    So the share is kept in every run of passes, and not on average only.

    Args:
        number: Passes before it.
        share: Of the passes, at least.
        seed: Of the run.
    """
    size = math.floor(1 / share)
    block, place = divmod(number, size)
    return place == _random(seed, "pass", block).randrange(size)


def stimulus_seed(number: int, seed: int) -> int:
    """Return the seed of the stimuli of an examination; never 0, which judges use."""
    return _random(seed, "stimuli", number).randrange(1, 1 << 31)


def place_of(number: int, count: int, what: str, seed: int) -> int:
    """Return which of `count` things is taken in a round."""
    return _random(seed, what, number).randrange(count)


def _random(seed: int, what: str, number: int) -> random.Random:
    return random.Random(f"{seed} {what} {number}")  # noqa: S311 - a sample, not a secret

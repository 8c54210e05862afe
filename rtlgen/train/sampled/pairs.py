"""A right and a wrong answer to the same prompt, for learning from preferences."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from rtlgen.train.sampled.draws import Asked
from rtlgen.verdict import Status


def pairs_of(asked: Asked, *, most: int) -> Iterator[tuple[str, str]]:
    """Yield right and wrong answers to one prompt, the pair with the nearest lengths first.

    Nearest in length, so that what is learned is not which of two texts is the longer one. Each
    text is used once. Wrong is what failed; answers that could not be decided are left out.

    Source: Park et al., "Disentangling length from quality in direct preference optimization"
    (2024, arXiv:2403.19159): where right and wrong differ in length, length is what is learned.

    Args:
        asked: The answers.
        most: Pairs at most.
    """
    right, wrong = (
        dict.fromkeys(one.text for one in asked.answers if one.status == status)
        for status in (Status.PASS, Status.FAIL)
    )
    every = sorted(
        itertools.product(right, wrong), key=lambda pair: abs(len(pair[0]) - len(pair[1]))
    )
    used: set[str] = set()
    found = 0
    for pair in every:
        if found == most:
            return
        if used.isdisjoint(pair):
            used.update(pair)
            found += 1
            yield pair

"""Group candidates by what they do.

Two candidates are in one group when a simulation on the same stimuli cannot tell them apart. The
stimuli are those that the judge derives from the one that it takes for the reference; nothing here
sees a golden design.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Agree = Callable[[str, Sequence[str]], Sequence[bool]]
"""Whether each text does what the first one does; the first one's x is taken for any value."""


def clusters(texts: Sequence[str], agree: Agree) -> list[list[int]]:
    """Return groups of indices of equal behaviour, in the order of their first members.

    Args:
        texts: Verilog, best first: the first one left stands for each group.
        agree: Compares; see `Agree`.

    A text whose x hides what it does would agree with all others: it is in a group with another
    one only if that one, as the reference, agrees as well.
    """
    left = list(range(len(texts)))
    found = []
    while left:
        first, *others = left
        same = _where(others, agree(texts[first], [texts[i] for i in others]) if others else ())
        if same and not all(agree(texts[same[0]], [texts[first]])):
            same = []
        found.append([first, *same])
        left = [index for index in others if index not in same]
    return found


def _where(indices: Sequence[int], flags: Sequence[bool]) -> list[int]:
    return [index for index, flag in zip(indices, flags, strict=True) if flag]

"""Between two answers that are equally good, the shorter one."""

from __future__ import annotations

_HALF_TOKENS = 200
"""An answer of so many tokens has half of it."""


def brevity(tokens: int) -> float:
    """Return a number in (0, 1] that falls with the length of a completion in tokens.

    To be used where the answers are right, and with the least of all weights: alone it would reward
    saying nothing.
    """
    return _HALF_TOKENS / (_HALF_TOKENS + tokens)

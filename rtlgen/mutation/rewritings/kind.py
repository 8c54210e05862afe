"""What a rewriting is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rtlgen.mutation.edit import Change
from rtlgen.mutation.source import Source


class Exactness(StrEnum):
    """How far a rewriting keeps the behaviour, once all zero-delay events of a step are done.

    Z counts as X everywhere: gates and operators read it so (IEEE 1800-2017, 11.4.8).
    """

    FOUR_STATE = "four-state"
    """Equal for 0, 1 and X on every signal."""
    KNOWN_VALUES = "known-values"
    """Equal as long as what decides is 0 or 1: an `if` takes X for false."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """One way to say the same, and how to do it wherever it can be done."""

    name: str
    exactness: Exactness
    find: Callable[[Source], Iterator[Change]]

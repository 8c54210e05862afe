"""What training never sees: some families, and one description of each member of the others.

A score on them says whether a model has learned designs and language, or texts by heart.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from rtlgen.datagen.drawn import Drawn

HELD_OUT_FAMILIES: Final = frozenset(
    {"debouncers", "lifos", "pwms", "seven_segment", "vending_machines"}
)


class Split(StrEnum):
    """Which part of all that can be told."""

    TRAIN = "train"
    """To learn from."""
    PHRASING = "phrasing"
    """Families that training sees, in words that it does not: the last description of each."""
    FAMILY = "family"
    """Families that training does not see."""


def families_of(split: Split, names: Iterable[str]) -> list[str]:
    """Return the families of a part, in their order."""
    return [name for name in names if (name in HELD_OUT_FAMILIES) is (split is Split.FAMILY)]


def told_in(split: Split, drawn: Drawn) -> Drawn:
    """Return the design with the descriptions of a part."""
    if split is Split.TRAIN:
        return dataclasses.replace(drawn, says=drawn.says[:-1])
    return dataclasses.replace(drawn, says=drawn.says[-1:])

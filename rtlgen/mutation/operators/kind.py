"""What a mutation operator is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rtlgen.mutation.edit import Change
from rtlgen.mutation.source import Source


class Group(StrEnum):
    """Families of mistakes; callers choose by them."""

    EXPRESSIONS = "expressions"
    CONSTANTS = "constants"
    CONDITIONS = "conditions"
    CASES = "cases"
    SENSITIVITY = "sensitivity"
    RESETS = "resets"
    ASSIGNMENTS = "assignments"
    RANGES = "ranges"
    NAMES = "names"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One kind of mistake and how to make it at every place of a design where it can be made."""

    name: str
    group: Group
    find: Callable[[Source], Iterator[Change]]

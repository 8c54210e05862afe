"""Which changes are tried, the likely ones first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rtlgen.mutation import OPERATORS
from rtlgen.mutation.edit import Change
from rtlgen.mutation.source import Source
from rtlgen.repair import missing

_FIRST: Final = (
    "state-transition", "binary-operator", "unary-operator", "missing-inversion",
    "negate-condition", "comparison-boundary", "reset-polarity", "clock-edge", "constant",
    "reset-value", "select-off-by-one", "range-bound", "swap-branches", "swap-case-bodies",
    "concatenation-order", "swapped-operands", "swapped-connections", "blocking-kind",
    "case-kind", "signal-substitution", "declared-range", "add-event", "drop-event",
)  # fmt: skip
"""Mistakes whose opposite is a mistake of the same kind."""
_MISSING: Final = (
    missing.other_constant, missing.other_condition, missing.missing_default,
    missing.other_value, missing.missing_else, missing.missing_reset, missing.missing_item,
    missing.missing_statement,
)  # fmt: skip


_ASSIGN: Final = re.compile(r"\bassign\s+(?P<name>[A-Za-z_]\w*)\s*=(?P<right>[^;]*);")


def changes(source: Source) -> Iterator[Change]:
    """Yield the changes of a design that may repair it; each result once, the original never."""
    by_name = {operator.name: operator.find for operator in OPERATORS}
    last = [find for name, find in by_name.items() if name not in _FIRST]
    seen = {source.verilog}
    loops = _loops(source.verilog)
    for find in (*(by_name[name] for name in _FIRST), *_MISSING, *last):
        for change in find(source):
            text = source.apply(change)
            if text not in seen and _loops(text) <= loops:
                seen.add(text)
                yield change


def _loops(text: str) -> set[str]:
    """Nets that are assigned what depends on themselves; simulating such a loop takes for ever."""
    return {m["name"] for m in _ASSIGN.finditer(text) if re.search(
        rf"\b{m['name']}\b(?!\s*\[)", m["right"])}  # fmt: skip

"""What the lines above a table say about inputs that the table does not show."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rtlgen.spec.artefacts.grid import Block
from rtlgen.spec.artefacts.values import Signals, strip_marks
from rtlgen.spec.model import Bits, Column

_CONDITION = re.compile(
    r"\b(?P<name>[A-Za-z_]\w*(?:\[\d+\])?)\s*(?:={1,2}|\bis\b)\s*(?P<level>1'b[01]|[01]\b|high\b|low\b|"
    r"asserted\b|active\b|deasserted\b|inactive\b)",
    re.IGNORECASE,
)
_ZERO = frozenset({"0", "1'b0", "low", "deasserted", "inactive"})


def condition_above(
    block: Block, shown: Sequence[Column], signals: Signals
) -> tuple[tuple[Column, Bits], ...]:
    """Read `for e = 0` or `when en is high` in the line before a table that does not show `e`."""
    found: dict[Column, Bits] = {}
    head = [text for _, text in block.lines[:1] if "|" not in text]
    for match in _CONDITION.finditer(strip_marks(" ".join([*block.before[-1:], *head]))):
        column = signals.column(match["name"])
        if column is None or not signals.is_input(column) or column in shown:
            continue
        if signals.width(column) == 1:
            found[column] = "0" if match["level"].lower() in _ZERO else "1"
    return tuple(found.items())

"""Rows of a truth table as sentences: `- a=0, b=1: s=1, c=0`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rtlgen.spec.artefacts.grid import Row
from rtlgen.spec.artefacts.values import Signals, strip_marks

_ITEM = re.compile(r"(?P<name>[A-Za-z_]\w*(?:\[\d+(?::\d+)?\])?)\s*={1,2}\s*(?P<value>[\w']+|-)")
_FILLER = re.compile(
    r"[\s,;:.&|()•*-]+|->|=>|→|⇒|\b(?:if|when|for|with|and|then|the|outputs?|inputs?|is|are|gives?|"
    r"yields?|sets?|drives?)\b",
    re.IGNORECASE,
)


def assignment_rows(lines: Sequence[tuple[int, str]], signals: Signals) -> list[Row]:
    """Return a head and rows; empty when a line holds anything else, or they differ in form."""
    head: tuple[str, ...] = ()
    rows: list[Row] = []
    for number, text in lines:
        plain = strip_marks(text)
        items = [(m["name"], m["value"]) for m in _ITEM.finditer(plain)]
        names = tuple(name for name, _ in items)
        if _FILLER.sub("", _ITEM.sub("", plain)) or len(set(names)) != len(names) or not names:
            return []
        columns = [signals.column(name) for name in names]
        sides = {signals.is_input(column) for column in columns if column is not None}
        if None in columns or len(sides) != 2 or (head and set(names) != set(head)):
            return []
        head = head or names
        values = dict(items)
        rows.append(Row(number, tuple(values[name] for name in head)))
    return [Row(rows[0].line, head), *rows] if len(rows) >= 2 else []

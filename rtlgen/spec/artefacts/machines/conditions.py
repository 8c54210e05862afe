"""Conditions and outputs of transitions: `x=1, y=0`, `a & !b`, `01`, `z=1`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from rtlgen.spec.artefacts.values import Signals, read_value, strip_marks
from rtlgen.spec.model import Bits, Column, Port

_ASSIGNMENT = re.compile(
    r"(?P<name>[A-Za-z_]\w*(?:\[\d+(?::\d+)?\])?)\s*(?:={1,3}|\bis\b|\bequals\b)\s*"
    r"(?P<value>\d*'[bhdo][\w?]+|0x[0-9a-f]+|[01xX-]+|\d+|high|low|true|false)(?![\w'])",
    re.IGNORECASE,
)
_LITERAL = re.compile(
    r"(?P<not>[!~¬]|\bnot\s+)?\s*(?P<name>[A-Za-z_]\w*(?:\[\d+\])?)(?P<prime>['’]?)"
)
_ALWAYS = frozenset({"", "always", "any", "x", "-", "d", "*", "1'b1", "true", "unconditional",
                     "unconditionally", "any input", "ε"})  # fmt: skip
_ELSE = re.compile(r"else|otherwise|default|all\s+other\w*|others?|in\s+all\s+other\s+cases", re.I)
_MAX_ALTERNATIVES = 16


def is_else(text: str) -> bool:
    """Whether a condition stands for everything that no other condition names."""
    return _ELSE.fullmatch(strip_marks(text).strip("() ")) is not None


def read_assignments(text: str, signals: Signals) -> dict[Column, Bits] | None:
    """Read all of `a=1, b=0` in a text; None when a name is no port or a value does not fit."""
    found: dict[Column, Bits] = {}
    for match in _ASSIGNMENT.finditer(strip_marks(text)):
        column = signals.column(match["name"])
        if column is None:
            return None
        bits = read_value(match["value"], signals.width(column), base=10)
        if bits is None:
            return None
        found[column] = bits.replace("x", "-")
    return found


def read_conditions(
    text: str, inputs: Sequence[Port], signals: Signals
) -> tuple[dict[Column, Bits], ...] | None:
    """Read a condition as alternatives, each a conjunction.

    Args:
        text: `in=1`, `a=1, b=0`, `a & !b`, `a or b`, `01`, `0, 1`, or nothing (always).
        inputs: What a string of bits stands for, in this order.
        signals: The ports.
    """
    plain = strip_marks(text).strip()
    if plain.startswith("(") and plain.endswith(")") and plain.count("(") == 1:
        plain = plain[1:-1].strip()
    if plain.lower() in _ALWAYS:
        return ({},)
    positional = _by_position(plain, inputs, signals)
    if positional is not None:
        return (positional,)
    parts = re.split(r"\|\|?|\bor\b", plain)
    if len(parts) > _MAX_ALTERNATIVES:
        return None
    found = []
    for part in parts:
        terms = re.split(r"&&?|,|;|\band\b|·", part.strip().strip("() "))
        merged = _conjunction(terms, signals)
        if merged is None:
            return None
        found.append(merged)
    return tuple(found)


def _conjunction(terms: Sequence[str], signals: Signals) -> dict[Column, Bits] | None:
    merged: dict[Column, Bits] = {}
    for term in terms:
        literal = _literal(term.strip().strip("() "), signals)
        if literal is None or any(merged.get(c, b) != b for c, b in literal.items()):
            return None
        merged |= literal
    return merged


def _by_position(text: str, inputs: Sequence[Port], signals: Signals) -> dict[Column, Bits] | None:
    """Read `01` or `0, 1`."""
    bits = re.sub(r"[\s,]+", "", text).lower()
    columns = [Column(name=port.name) for port in inputs]
    if not re.fullmatch(r"[01xd-]+", bits) or len(bits) != sum(port.width for port in inputs):
        return None
    return cut(bits.replace("x", "-").replace("d", "-"), columns, signals)


def _literal(text: str, signals: Signals) -> dict[Column, Bits] | None:
    if assigned := _ASSIGNMENT.fullmatch(text):
        return read_assignments(assigned[0], signals) or None
    match = _LITERAL.fullmatch(text)
    column = signals.column(match["name"]) if match else None
    if match is None or column is None or not signals.is_input(column):
        return None
    if signals.width(column) != 1:
        return None
    return {column: "0" if match["not"] or match["prime"] else "1"}


def read_outputs(
    text: str, columns: Sequence[Column], signals: Signals
) -> dict[Column, Bits] | None:
    """Read `z=1, y=0`, `1`, `0, 1` (positions over `columns`)."""
    plain = strip_marks(text).strip("()[] ")
    if "=" in plain:
        return read_assignments(plain, signals) or None
    bits = re.sub(r"[\s,]+|\d+'b", "", plain).lower()
    if not re.fullmatch(r"[01xd-]+", bits):
        return _by_base(plain, columns, signals)
    if len(bits) != sum(signals.width(c) for c in columns):
        return None
    return cut(bits.replace("x", "-").replace("d", "-"), columns, signals)


def _by_base(text: str, columns: Sequence[Column], signals: Signals) -> dict[Column, Bits] | None:
    """Read the value of a single output in another base: `2'd3`, `H`."""
    if len(columns) != 1:
        return None
    bits = read_value(text, signals.width(columns[0]), base=10)
    return None if bits is None else {columns[0]: bits.replace("x", "-")}


def cut(bits: Bits, columns: Sequence[Column], signals: Signals) -> dict[Column, Bits]:
    """Give each column its part of a bit string."""
    ends = itertools.accumulate((signals.width(c) for c in columns), initial=0)
    return {c: bits[a:b] for c, (a, b) in zip(columns, itertools.pairwise(ends), strict=True)}

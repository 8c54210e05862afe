"""Integer literals: their value, and others of the same size and base."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LITERAL = re.compile(r"(?:(\d[\d_]*)\s*)?'\s*[sS]?([bBoOdDhH])\s*([0-9a-fA-F_]+)|(\d[\d_]*)")
_FORMATS = {"b": "b", "o": "o", "d": "d", "h": "x"}
_BASES = {"b": 2, "o": 8, "d": 10, "h": 16}
_ALL_BITS = 8
"""Literals of up to this many bits have each of them flipped, wider ones the outer two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """A literal without unknown bits."""

    value: int
    size: int | None
    """Bits; None where none are written."""
    prefix: str
    """Size and base as written, for example `4'b`; empty for a plain number."""
    base: str
    digits: int
    """Digits that were written."""

    def text(self, value: int) -> str:
        """Return a literal of the same size, base and number of digits with another value."""
        width = 0 if self.base == "d" else self.digits
        return f"{self.prefix}{format(value, f'0{width}{_FORMATS[self.base]}')}"

    @property
    def limit(self) -> int:
        """The first value that does not fit; plain numbers have 31 bits."""
        return 1 << (31 if self.size is None else self.size)

    def others(self) -> Iterator[int]:
        """Yield other values: ±1, single bits flipped, 0, all ones; each once."""
        bits = range(self.value.bit_length() if self.size is None else self.size)
        flipped = bits if len(bits) <= _ALL_BITS else (bits[0], bits[-1])
        candidates = [
            self.value + 1,
            self.value - 1,
            *(self.value ^ 1 << bit for bit in flipped),
            0,
        ]
        if self.size is not None:
            candidates.append(self.limit - 1)
        for value in dict.fromkeys(candidates):
            if value != self.value and 0 <= value < self.limit:
                yield value


def read_literal(text: str) -> Literal | None:
    """Read `12`, `4'b01_0`, `'hff` …; None for unknown bits, `'0`, and what does not fit its size.

    Args:
        text: As written in the design.
    """
    match = _LITERAL.fullmatch(text)
    if match is None:
        return None
    size, base, digits, plain = match.groups()
    if plain:
        return Literal(value=int(plain), size=None, prefix="", base="d", digits=1)
    base = base.lower()
    bits = int(size) if size else None
    try:
        value = int(digits.replace("_", ""), _BASES[base])
    except ValueError:
        return None
    prefix = text[: text.lower().index(base, text.index("'")) + 1]
    literal = Literal(value=value, size=bits, prefix=prefix, base=base,
                      digits=len(digits.replace("_", "")))  # fmt: skip
    return literal if value < literal.limit else None

"""Words of a netlist as Z3 bit vectors, with the bits that are unknown beside them.

In the reference a bit may be *unknown*: a don't-care, or the trace of a register that nothing has
loaded yet. `Word.unknown` has a 1 for each such bit, and its value there means nothing. In the
design under test no bit is unknown: an `x` is a free input, so a proof holds for both values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import z3


@dataclass(frozen=True, slots=True)
class Word:
    """A bit vector and its unknown bits."""

    value: Any
    """`z3.BitVecRef`."""
    unknown: Any = None
    """`z3.BitVecRef` of the same width, or None: every bit is known."""

    @property
    def width(self) -> int:
        """Bits."""
        return int(self.value.size())

    @property
    def mask(self) -> Any:
        """The unknown bits as a vector."""
        return constant(0, self.width) if self.unknown is None else self.unknown


def constant(value: int, width: int) -> Any:
    """Return a bit-vector constant."""
    return z3.BitVecVal(value, width)


def known(value: int, width: int) -> Word:
    """Return a word that is a known constant."""
    return Word(constant(value, width))


def is_nonzero(vector: Any) -> Any:
    """Return the Bool that says whether any bit is 1."""
    return vector != constant(0, vector.size())


def bit_of(condition: Any) -> Any:
    """Return a Bool as a vector of one bit."""
    return z3.If(condition, constant(1, 1), constant(0, 1))


def extract(word: Word, high: int, low: int) -> Word:
    """Return the bits `high` down to `low`."""
    if high == word.width - 1 and low == 0:
        return word
    unknown = None if word.unknown is None else z3.Extract(high, low, word.unknown)
    return Word(z3.Extract(high, low, word.value), unknown)


def concat(parts: Sequence[Word]) -> Word:
    """Join words; the first one becomes the most significant."""
    if len(parts) == 1:
        return parts[0]
    value = z3.Concat(*(part.value for part in parts))
    if all(part.unknown is None for part in parts):
        return Word(value)
    return Word(value, z3.Concat(*(part.mask for part in parts)))


def resize(word: Word, width: int, *, is_signed: bool) -> Word:
    """Truncate or extend to `width` bits."""
    extra = width - word.width
    if extra == 0:
        return word
    if extra < 0:
        return extract(word, width - 1, 0)
    extend = z3.SignExt if is_signed else z3.ZeroExt
    unknown = None if word.unknown is None else extend(extra, word.unknown)
    return Word(extend(extra, word.value), unknown)


def spread(words: Sequence[Word], value: Any) -> Word:
    """Return `value`, all of it unknown where any bit of `words` is (IEEE 1364-2005, 5.1.5)."""
    masks = [word.unknown for word in words if word.unknown is not None]
    if not masks:
        return Word(value)
    width = value.size()
    any_unknown = z3.Or(*(is_nonzero(mask) for mask in masks))
    return Word(value, z3.If(any_unknown, constant(-1, width), constant(0, width)))


def also_unknown(word: Word, condition: Any) -> Word:
    """Return the word, all of it unknown where `condition` holds."""
    return Word(word.value, z3.If(condition, constant(-1, word.width), word.mask))


def choose(select: Word, then: Word, other: Word) -> Word:
    """Return `then` where the one-bit `select` is 1, else `other`.

    An unknown select leaves known only the bits on which both agree (IEEE 1364-2005, 5.1.13).
    """
    is_then = select.value == constant(1, 1)
    value = z3.If(is_then, then.value, other.value)
    if select.unknown is None and then.unknown is None and other.unknown is None:
        return Word(value)
    mask = z3.If(is_then, then.mask, other.mask)
    if select.unknown is not None:
        differ = (then.value ^ other.value) | then.mask | other.mask
        mask = z3.If(is_nonzero(select.unknown), differ, mask)
    return Word(value, mask)

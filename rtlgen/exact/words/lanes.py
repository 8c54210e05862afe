"""Many words side by side in one integer, so that one operation works on all samples at once.

A lane is one bit wider than the widest word: the bit above a word takes the carry. Words of any
width share the same lanes, so a word is zero-extended without doing anything.

Source: L. Lamport, "Multiple byte processing with full-word instructions", CACM 18 (1975).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache


class Lanes:
    """The layout of a fixed number of lanes."""

    def __init__(self, count: int, width: int) -> None:
        """Lay out `count` lanes for words of up to `width` bits."""
        self.count = count
        self.stride = width + 1
        self.unit = sum(1 << self.stride * index for index in range(count))
        """A 1 in each lane."""
        self.ones: Callable[[int], int] = cache(lambda w: self.unit * ((1 << w) - 1))
        """All ones of a width in each lane."""

    def pack(self, words: Sequence[int]) -> int:
        """Put one word into each lane, the first into the lowest."""
        return sum(word << self.stride * index for index, word in enumerate(words))

    def unpack(self, packed: int) -> list[int]:
        """Return the words of all lanes."""
        mask = (1 << self.stride) - 1
        return [packed >> self.stride * index & mask for index in range(self.count)]

    def of(self, indices: Iterable[int]) -> int:
        """Return a 1 in each of the named lanes."""
        return sum(1 << self.stride * index for index in indices)

    def fill(self, flags: int, width: int) -> int:
        """Turn lanes that hold 0 or 1 into all zeros or all ones."""
        return flags * ((1 << width) - 1)

    def invert(self, a: int, width: int) -> int:
        """Bitwise complement."""
        return a ^ self.ones(width)

    def add(self, a: int, b: int, width: int) -> int:
        """Sum, modulo 2 to the width."""
        return (a + b) & self.ones(width)

    def subtract(self, a: int, b: int, width: int) -> int:
        """Difference, modulo 2 to the width."""
        return (a + (self.unit << width) - b) & self.ones(width)

    def multiply(self, a: int, b: int, width: int) -> int:
        """Product, modulo 2 to the width; lane by lane, so it is slow."""
        mask = (1 << width) - 1
        return self.pack(
            [x * y & mask for x, y in zip(self.unpack(a), self.unpack(b), strict=True)]
        )

    def is_nonzero(self, a: int, width: int) -> int:
        """1 in each lane whose word is not zero."""
        return (a + self.ones(width)) >> width & self.unit

    def equal(self, a: int, b: int, width: int) -> int:
        """1 where the words are equal."""
        return self.is_nonzero(a ^ b, width) ^ self.unit

    def less(self, a: int, b: int, width: int) -> int:
        """1 where the first word is the smaller one, unsigned."""
        return ((a + (self.unit << width) - b) >> width & self.unit) ^ self.unit

    def parity(self, a: int, width: int) -> int:
        """1 where a word has an odd number of ones."""
        bits = 0
        for index in range(width):
            bits ^= a >> index & self.unit
        return bits

    def left(self, a: int, count: int, width: int) -> int:
        """Shift left; what leaves the word is lost."""
        return (a & self.ones(width - count)) << count if count < width else 0

    def right(self, a: int, count: int, width: int) -> int:
        """Shift right, filling with zeros."""
        return a >> count & self.ones(width - count) if count < width else 0

    def choose(self, flags: int, a: int, b: int, width: int) -> int:
        """`a` where the flag is 1, else `b`."""
        mask = self.fill(flags, width)
        return (a & mask) | (b & (mask ^ self.ones(width)))

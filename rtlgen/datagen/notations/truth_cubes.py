"""Functions of single bits by cubes like `1-0`: found, and written as sums and products."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from typing import NamedTuple


class Signs(NamedTuple):
    """How operators are written."""

    conjunction: str
    disjunction: str
    before: str
    """In front of an inverted name."""
    after: str = ""
    """Behind an inverted name."""


def cover(rows: Collection[int], width: int) -> list[str]:
    """Cover rows of a truth table by few cubes; `-` stands for either value."""
    cubes = {
        cube: members
        for cube in ("".join(signs) for signs in itertools.product("01-", repeat=width))
        if (members := _members(cube)) <= {*rows}
    }
    left, found = {*rows}, []
    while left:
        best = max(cubes, key=lambda cube: (len(left & cubes[cube]), cube.count("-")))
        found.append(best)
        left -= cubes[best]
    return sorted(found)


def _members(cube: str) -> set[int]:
    choices = ("01" if sign == "-" else sign for sign in cube)
    return {int("".join(bits) or "0", 2) for bits in itertools.product(*choices)}


def sum_of(cubes: Sequence[str], names: Sequence[str], signs: Signs) -> str:
    """Write a sum of products; 0 if there is no cube, 1 if a cube fixes nothing."""
    if not cubes:
        return "0"
    parts = [_joined(cube, names, signs, signs.conjunction) or "1" for cube in cubes]
    is_split = len(cubes) > 1
    return signs.disjunction.join(
        f"({part})" if is_split and signs.conjunction in part else part for part in parts
    )


def product_of(zeros: Sequence[str], names: Sequence[str], signs: Signs) -> str:
    """Write a product of sums from the cubes of the zeros, of which each fixes something."""
    turned = ["".join({"0": "1", "1": "0"}.get(sign, sign) for sign in cube) for cube in zeros]
    parts = [_joined(cube, names, signs, signs.disjunction) for cube in turned]
    is_split = len(parts) > 1
    return signs.conjunction.join(
        f"({part})" if is_split and signs.disjunction in part else part for part in parts
    )


def _joined(cube: str, names: Sequence[str], signs: Signs, word: str) -> str:
    literals = (
        name if sign == "1" else f"{signs.before}{name}{signs.after}"
        for sign, name in zip(cube, names, strict=True)
        if sign != "-"
    )
    return word.join(literals)


def levels(cube: str, names: Sequence[str], sign: str = "=", word: str = ", ") -> str:
    """Write what a cube fixes: `a=1, b=0`."""
    fixed = zip(cube, names, strict=True)
    return word.join(f"{name}{sign}{bit}" for bit, name in fixed if bit != "-")

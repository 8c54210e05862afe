"""Functions of single bits by cubes like `1-0`, written as sums and products."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Signs(NamedTuple):
    """How operators are written."""

    conjunction: str
    disjunction: str
    before: str
    """In front of an inverted name."""
    after: str = ""
    """Behind an inverted name."""


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

"""Two-level minimisation of one Boolean function.

Source: E. J. McCluskey, "Minimization of Boolean Functions", Bell System Technical Journal 35
(1956); essential primes first, then the cheapest prime that covers most of what is left, so the
cover is irredundant but not always the smallest one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Cube: TypeAlias = str
"""One character per variable: `0`, `1`, or `-` where the variable does not matter."""
MAX_VARIABLES = 9


def minimise(width: int, on: Iterable[int], free: Iterable[int] = ()) -> tuple[Cube, ...]:
    """Return cubes whose union holds all of `on` and nothing beside `on` and `free`.

    Args:
        width: Number of variables, at most 9 (the number of primes grows threefold with each);
            the first is the most significant bit.
        on: Inputs for which the function is 1.
        free: Inputs for which it may be either.
    """
    wanted = frozenset(on)
    if not wanted:
        return ()
    primes = _primes(width, wanted | frozenset(free))
    covers = {prime: frozenset(n for n in wanted if _holds(prime, n, width)) for prime in primes}
    chosen: list[Cube] = []
    left = set(wanted)
    for number in sorted(wanted):
        able = [prime for prime in primes if number in covers[prime]]
        if len(able) == 1 and able[0] not in chosen:
            chosen.append(able[0])
    for prime in chosen:
        left -= covers[prime]
    while left:
        best = min(primes, key=lambda p: (-len(covers[p] & left), literals(p), p.count("0"), p))
        chosen.append(best)
        left -= covers[best]
    return tuple(_without_redundant(chosen, covers, wanted))


def _without_redundant(
    chosen: Sequence[Cube], covers: dict[Cube, frozenset[int]], wanted: frozenset[int]
) -> list[Cube]:
    kept = list(chosen)
    for cube in sorted(chosen, key=literals, reverse=True):
        others = frozenset().union(*(covers[c] for c in kept if c != cube))
        if len(kept) > 1 and wanted <= others:
            kept.remove(cube)
    return kept


def literals(cube: Cube) -> int:
    """Number of variables that a cube names."""
    return len(cube) - cube.count("-")


def _holds(cube: Cube, number: int, width: int) -> bool:
    bits = format(number, f"0{width}b") if width else ""
    return all(c in ("-", b) for c, b in zip(cube, bits, strict=True))


def _primes(width: int, numbers: frozenset[int]) -> list[Cube]:
    """Merge cubes that differ in one variable until none is left."""
    # A cube is (value, mask): bits of the mask do not matter.
    level = {(number, 0) for number in numbers}
    primes: set[tuple[int, int]] = set()
    while level:
        merged: set[tuple[int, int]] = set()
        used: set[tuple[int, int]] = set()
        for value, mask in level:
            for bit in range(width):
                flag = 1 << bit
                if mask & flag or value & flag:
                    continue
                other = (value | flag, mask)
                if other in level:
                    merged.add((value, mask | flag))
                    used |= {(value, mask), other}
        primes |= level - used
        level = merged
    return sorted(_text(value, mask, width) for value, mask in primes)


def _text(value: int, mask: int, width: int) -> Cube:
    return "".join(
        "-" if mask >> bit & 1 else str(value >> bit & 1) for bit in range(width - 1, -1, -1)
    )


def sum_of_products(names: Sequence[str], cubes: Sequence[Cube]) -> str:
    """Write cubes as a Verilog expression; no cube is 0, a cube without literals 1."""
    if not cubes:
        return "1'b0"
    products = []
    for cube in cubes:
        parts = [n if c == "1" else f"~{n}" for n, c in zip(names, cube, strict=True) if c != "-"]
        if not parts:
            return "1'b1"
        product = " & ".join(parts)
        products.append(f"({product})" if len(parts) > 1 and len(cubes) > 1 else product)
    return " | ".join(products)


def product_of_sums(names: Sequence[str], zeros: Sequence[Cube]) -> str:
    """Write the complement of cubes (the zeros of a function) as a product of sums."""
    if not zeros:
        return "1'b1"
    sums = []
    for cube in zeros:
        parts = [f"~{n}" if c == "1" else n for n, c in zip(names, cube, strict=True) if c != "-"]
        if not parts:
            return "1'b0"
        text = " | ".join(parts)
        sums.append(f"({text})" if len(parts) > 1 and len(zeros) > 1 else text)
    return " & ".join(sums)


def expression(names: Sequence[str], on: Iterable[int], off: Iterable[int]) -> tuple[str, int]:
    """Return the shorter of both forms and its number of terms; what is in neither set is free.

    A parity (XOR) of some variables is preferred where it has fewer terms than both.
    """
    width = len(names)
    ones, zeros = frozenset(on), frozenset(off)
    free = frozenset(range(1 << width)) - ones - zeros
    if (parity := _parity(names, ones, zeros)) is not None:
        return parity, 1
    products = minimise(width, ones, free)
    sums = minimise(width, zeros, free)
    if sum(map(literals, sums)) < sum(map(literals, products)):
        return product_of_sums(names, sums), len(sums)
    return sum_of_products(names, products), len(products)


def _parity(names: Sequence[str], ones: frozenset[int], zeros: frozenset[int]) -> str | None:
    width = len(names)
    if len(ones) < 2 or len(zeros) < 2 or len(ones) + len(zeros) < 1 << width:
        return None
    for size in range(2, width + 1):
        for chosen in itertools.combinations(range(width), size):
            mask = sum(1 << width - 1 - i for i in chosen)
            odd = {n for n in range(1 << width) if (n & mask).bit_count() % 2}
            text = " ^ ".join(names[i] for i in chosen)
            if odd == ones:
                return text
            if odd == zeros:
                return f"~({text})"
    return None

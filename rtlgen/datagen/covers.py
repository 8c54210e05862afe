"""Two-level logic: the few products that cover the ones of a truth table."""

from __future__ import annotations

from collections.abc import Collection


def cover(rows: Collection[int], count: int) -> list[str]:
    """Return prime implicants that together cover the rows, like `1-0`, where - is any value.

    Args:
        rows: Numbers of the rows; the first input is the most significant.
        count: Inputs.
    """
    primes = _primes(rows, count)
    inside = {cube: {row for row in rows if _matches(cube, row)} for cube in primes}
    left, chosen = set(rows), []
    while left:
        best = max(primes, key=lambda cube: (len(inside[cube] & left), cube.count("-")))
        chosen.append(best)
        left -= inside[best]
    for cube in list(chosen):
        rest = set[int]().union(*(inside[other] for other in chosen if other != cube))
        if rest.issuperset(rows):
            chosen.remove(cube)
    return chosen


def _primes(rows: Collection[int], count: int) -> list[str]:
    cubes, primes = {f"{row:0{count}b}" for row in rows}, set[str]()
    while cubes:
        merged, used = set[str](), set[str]()
        for cube in cubes:
            for place in range(count):
                other = f"{cube[:place]}1{cube[place + 1 :]}"
                if cube[place] == "0" and other in cubes:
                    merged.add(f"{cube[:place]}-{cube[place + 1 :]}")
                    used |= {cube, other}
        primes |= cubes - used
        cubes = merged
    return sorted(primes)


def _matches(cube: str, row: int) -> bool:
    return all(c in ("-", d) for c, d in zip(cube, f"{row:0{len(cube)}b}", strict=True))

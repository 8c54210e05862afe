"""Conditions on some single bits: in words, in Verilog and as numbers."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rtlgen.datagen.series import marked

_WORDS: Final = ("none", "one", "two", "three", "four", "five")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something that holds or not, for bits in their order."""

    stem: str
    """Of the name of an output that tells it."""
    words: tuple[str, ...]
    """As it is said after `if`."""
    holds: Callable[[Sequence[int]], bool]
    verilog: Callable[[Sequence[str]], str]
    """From the names of the bits."""
    counted: str = ""
    """The same in Verilog from `count`, the number of ones, where that decides it."""


def conditions(names: Sequence[str]) -> list[Condition]:
    """Return conditions on two to five bits."""
    many, listed = len(names), marked(names)
    found = [*_of_all(many, listed), *_parities(listed), *_of_first(names)]
    for few in range(1, many):
        found += _counted(few, listed)
    if many > 2 and many % 2:
        found.append(_majority(many, listed))
    if many == 3:
        found.append(_outvoted(names))
    return found


def _of_all(many: int, listed: str) -> list[Condition]:
    both = "both" if many == 2 else "all"
    nor = "neither" if many == 2 else "none"
    return [
        Condition(
            stem="all", holds=all, verilog=" & ".join, counted=f"count == {many}",
            words=(f"{both} of {listed} are 1", f"no input is 0, that is, {listed} are {both} 1"),
        ),
        Condition(
            stem="any", holds=any, verilog=" | ".join, counted="count != 0",
            words=(f"one or more of {listed} are 1", f"at least one of {listed} is 1"),
        ),
        Condition(
            stem="zeros", holds=lambda bits: not any(bits), counted="count == 0",
            verilog=lambda names: f"~({' | '.join(names)})",
            words=(f"{nor} of {listed} is 1", f"{listed} are {both} 0"),
        ),
        Condition(
            stem="same", holds=lambda bits: len(set(bits)) == 1,
            counted=f"count == 0 || count == {many}",
            verilog=lambda names: f"({' & '.join(names)}) | ~({' | '.join(names)})",
            words=(f"{listed} are equal to each other", f"{listed} have the same level"),
        ),
        Condition(
            stem="differ", holds=lambda bits: len(set(bits)) > 1,
            counted=f"count != 0 && count != {many}",
            verilog=lambda names: f"({' | '.join(names)}) & ~({' & '.join(names)})",
            words=(f"{listed} are not all equal", f"there are both a 0 and a 1 among {listed}"),
        ),
    ]  # fmt: skip


def _parities(listed: str) -> list[Condition]:
    return [
        Condition(
            stem="odd", holds=lambda bits: sum(bits) % 2 == 1, verilog=" ^ ".join,
            counted="count % 2 == 1",
            words=(f"an odd number of {listed} is 1", f"the number of ones among {listed} is odd"),
        ),
        Condition(
            stem="even", holds=lambda bits: sum(bits) % 2 == 0, counted="count % 2 == 0",
            verilog=lambda names: f"~({' ^ '.join(names)})",
            words=(
                f"an even number of {listed} is 1 (zero counts as even)",
                f"the number of ones among {listed} is even",
            ),
        ),
    ]  # fmt: skip


def _of_first(names: Sequence[str]) -> list[Condition]:
    first, rest = f"`{names[0]}`", marked(names[1:])
    others = f"{rest} is 0" if len(names) == 2 else f"{rest} are all 0"
    ones = f"{rest} is 1" if len(names) == 2 else f"at least one of {rest} is 1"
    return [
        Condition(
            stem="only", holds=lambda bits: bool(bits[0]) and not any(bits[1:]),
            verilog=lambda n: f"{n[0]} & ~({' | '.join(n[1:])})",
            words=(f"{first} is 1 and {others}", f"{first} is the only input that is 1"),
        ),
        Condition(
            stem="guarded", holds=lambda bits: bool(bits[0]) and any(bits[1:]),
            verilog=lambda n: f"{n[0]} & ({' | '.join(n[1:])})",
            words=(f"{first} is 1 and {ones}", f"{first} is 1 and so is {rest}"
                   if len(names) == 2 else f"{first} and one or more of {rest} are 1"),
        ),
    ]  # fmt: skip


def _counted(few: int, listed: str) -> list[Condition]:
    word, verb = _WORDS[few], "is" if few == 1 else "are"
    return [
        Condition(
            stem=f"just{few}", holds=lambda bits: sum(bits) == few, counted=f"count == {few}",
            verilog=lambda names: _sum_of_products(names, lambda count: count == few),
            words=(
                f"exactly {word} of {listed} {verb} 1",
                f"{word} of {listed}, no more and no fewer, {verb} 1",
                f"the number of ones among {listed} is {few}",
            ),
        ),
        Condition(
            stem=f"min{few}", holds=lambda bits: sum(bits) >= few, counted=f"count >= {few}",
            verilog=lambda names: _some_of(names, few),
            words=(f"at least {word} of {listed} {verb} 1", f"{word} or more of {listed} are 1",
                   f"no fewer than {word} of {listed} are 1"),
        ),
        Condition(
            stem=f"max{few}", holds=lambda bits: sum(bits) <= few, counted=f"count <= {few}",
            verilog=lambda names: f"~({_some_of(names, few + 1)})",
            words=(f"at most {word} of {listed} {verb} 1",
                   f"no more than {word} of {listed} {verb} 1"),
        ),
    ]  # fmt: skip


def _majority(many: int, listed: str) -> Condition:
    need = many // 2 + 1
    return Condition(
        stem="maj", holds=lambda bits: sum(bits) >= need, counted=f"count > {many // 2}",
        verilog=lambda names: _some_of(names, need),
        words=(f"the majority of {listed} is 1", f"more than half of {listed} are 1",
               f"there are more ones than zeros among {listed}"),
    )  # fmt: skip


def _outvoted(names: Sequence[str]) -> Condition:
    first, rest = f"`{names[0]}`", marked(names[1:])
    return Condition(
        stem="odd_out", holds=lambda bits: bits[1] == bits[2] != bits[0],
        verilog=lambda n: f"~({n[1]} ^ {n[2]}) & ({n[0]} ^ {n[1]})",
        words=(f"{rest} are equal and {first} differs from them",
               f"{first} is different from both {rest}"),
    )  # fmt: skip


def _some_of(names: Sequence[str], few: int) -> str:
    """Write that at least so many are 1."""
    return " | ".join(f"({' & '.join(some)})" for some in itertools.combinations(names, few))


def _sum_of_products(names: Sequence[str], is_right: Callable[[int], bool]) -> str:
    rows = [row for row in itertools.product((0, 1), repeat=len(names)) if is_right(sum(row))]
    return " | ".join(
        f"({' & '.join(n if bit else f'~{n}' for n, bit in zip(names, row, strict=True))})"
        for row in rows
    )

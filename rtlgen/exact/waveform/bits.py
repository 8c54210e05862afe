"""Single output bits as functions of few input bits, minimised like a truth table."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.exact.combinational import expand
from rtlgen.exact.emit import bit_names
from rtlgen.exact.minimise import expression
from rtlgen.exact.waveform.kinds import Row
from rtlgen.spec.model import Bits, Port

MAX_SUPPORT = 7
"""Most input bits that one output bit may depend on."""
_MAX_SETS = 20_000
"""Sets of input bits that are tried for one output bit."""
_MAX_WORK = 2_000_000
"""Samples that are looked at for one output bit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BitFunction:
    """One output bit."""

    target: str
    text: str
    names: frozenset[str]
    """Ports that it reads."""
    size: int
    """Literals, roughly."""
    is_certain: bool
    """Every input was seen, or so many that a wrong choice of bits would hardly fit by chance."""


def fit_bits(
    target: Port, rows: Sequence[Row], ports: Sequence[Port], *, is_certain: bool
) -> tuple[BitFunction, ...] | None:
    """Explain each bit of an output by the fewest input bits.

    Args:
        target: The output.
        rows: (inputs, wanted bits).
        ports: What the function may read.
        is_certain: Accept only functions for which the samples are evidence enough.
    """
    names = [bit for port in ports for bit in bit_names(port)]
    levels = ["".join(row[port.name] for port in ports).replace("z", "x") for row, _ in rows]
    functions = []
    for index, bit in enumerate(bit_names(target)):
        wanted = [(seen, value[index]) for seen, (_, value) in zip(levels, rows, strict=True)]
        made = _fit(bit, [(s, v) for s, v in wanted if v in "01"], names, is_certain=is_certain)
        if made is None:
            return None
        functions.append(made)
    return tuple(functions)


def _fit(
    target: str, rows: Sequence[tuple[Bits, str]], names: Sequence[str], *, is_certain: bool
) -> BitFunction | None:
    if not rows:
        return None
    tried, limit = 0, min(_MAX_SETS, _MAX_WORK // len(rows))
    for size in range(min(len(names), MAX_SUPPORT) + 1):
        for chosen in itertools.combinations(range(len(names)), size):
            tried += 1
            if tried > limit:
                return None
            table = _table(rows, chosen)
            if table is None:
                continue
            ones = {number for number, value in table.items() if value == "1"}
            certain = len(table) == 1 << size and _is_evidence(len(rows), size, tried, len(names))
            if is_certain and not certain:
                return None
            read = [names[i] for i in chosen]
            text, terms = expression(read, ones, set(table) - ones)
            return BitFunction(
                target=target, text=text, names=frozenset(n.split("[")[0] for n in read),
                size=size + 2 * terms, is_certain=certain,
            )  # fmt: skip
    return None


def _is_evidence(rows: int, size: int, tried: int, inputs: int) -> bool:
    """Whether the samples say more than it takes to choose the bits and their function.

    Each sample is one bit of information, the function of n bits 2^n, the choice of them the
    logarithm of the choices that did not fit.
    """
    return rows == 1 << inputs or rows >= (1 << size) + math.log2(tried) + 2


def _table(rows: Sequence[tuple[Bits, str]], chosen: Sequence[int]) -> dict[int, str] | None:
    """Return number → value for the chosen bits; None when they do not decide the value."""
    table: dict[int, str] = {}
    for levels, value in rows:
        # An unknown input with a known output: the function has that value either way.
        for number in expand("".join(levels[i] for i in chosen)):
            if table.setdefault(number, value) != value:
                return None
    return table

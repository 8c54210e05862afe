"""What is sought, and the leaves of the expressions: ports, their parts, constants."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rtlgen.exact.words.lanes import Lanes
from rtlgen.exact.words.terms import Term
from rtlgen.spec.model import Bits

PROBES = 24
"""Random inputs beside the samples."""
_CONSTANTS = 12
"""Most constants beside 0, 1 and all ones of each width."""
_KNOWN = str.maketrans("xz-", "000")
_VAGUE = str.maketrans("01xz-", "00111")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """Something that an expression may read."""

    name: str
    width: int
    cost: int = 1
    bits: tuple[str, ...] = ()
    """Its bits as Verilog, most significant first; empty when it has one bit."""
    upper: str = ""
    """All bits but the last as Verilog; empty for fewer than three bits."""
    lower: str = ""
    """All bits but the first as Verilog."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Find a function from variables to a word."""

    variables: tuple[Variable, ...]
    rows: tuple[tuple[Mapping[str, Bits], Bits], ...]
    """(variable → bits, wanted bits); `-` and `x` among the wanted bits demand nothing."""
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Widths:
    """The widths of words that a search deals with."""

    arithmetic: frozenset[int]
    """Of the ports and of the result: operators work on these."""
    assembled: frozenset[int]
    """Of the parts that words are put together from."""

    @classmethod
    def of(cls, problem: Problem) -> Widths:
        """Return the widths of a problem."""
        width = problem.width
        known = frozenset({1, width, *(v.width for v in problem.variables)})
        parts = {1, width, *(w for w in known if w <= width)}
        if width > 1:
            parts.add(width - 1)
        for part in sorted(known):
            parts |= {width - part * n for n in (1, 2, 3) if width - part * n > 0 and part > 1}
        return cls(arithmetic=known, assembled=frozenset(parts))


def leaves_of(problem: Problem, widths: Widths, lanes: Lanes, rng: random.Random) -> Iterator[Term]:
    """Yield the leaves, ports before constants; the probes are drawn here."""
    for variable in problem.variables:
        bits = [row[variable.name] for row, _ in problem.rows]
        width = variable.width
        bits += [format(rng.getrandbits(width), f"0{width}b") for _ in range(PROBES)]
        yield from _parts_of(variable, bits, widths, lanes)
    for width in sorted(widths.arithmetic):
        for number in _constants(problem, width):
            yield Term(
                op="leaf", width=width, cost=1 if number in (0, 1, (1 << width) - 1) else 2,
                value=lanes.unit * number,
                text=f"{width}'d{number}" if width > 1 else f"1'b{number}",
            )  # fmt: skip


def _parts_of(
    variable: Variable, bits: Sequence[Bits], widths: Widths, lanes: Lanes
) -> Iterator[Term]:
    """A port, the port in wider words, its bits, and all but its first or last bit."""
    width, cost = variable.width, variable.cost
    whole = _leaf(variable.name, bits, cost, lanes)
    yield whole
    for wider in sorted(w for w in widths.arithmetic if w > width):
        yield Term(
            op="pad", width=wider, cost=cost, value=whole.value, unknown=whole.unknown,
            args=(whole,),
        )  # fmt: skip
    for index, text in enumerate(variable.bits):
        yield _leaf(text, [b[index] for b in bits], cost + 1, lanes)
    if width > 2 and width - 1 in widths.assembled:
        yield _leaf(variable.upper, [b[:-1] for b in bits], cost + 1, lanes)
        yield _leaf(variable.lower, [b[1:] for b in bits], cost + 1, lanes)


def _leaf(text: str, bits: Sequence[Bits], cost: int, lanes: Lanes) -> Term:
    return Term(
        op="leaf", width=len(bits[0]), cost=cost, text=text,
        value=lanes.pack([int(b.translate(_KNOWN), 2) for b in bits]),
        unknown=lanes.pack([int(b.translate(_VAGUE), 2) for b in bits]),
    )  # fmt: skip


def _constants(problem: Problem, width: int) -> list[int]:
    """0, 1, all ones, then values that the samples show, the most frequent first."""
    numbers = [0, 1, (1 << width) - 1]
    if width > 1:
        shown: dict[str, int] = {}
        for row, wanted in problem.rows:
            for bits in (wanted, *row.values()):
                if len(bits) == width and set(bits) <= {"0", "1"}:
                    shown[bits] = shown.get(bits, 0) + 1
        often = sorted(shown, key=lambda bits: (-shown[bits], bits))
        numbers += [int(bits, 2) for bits in often[:_CONSTANTS]] + [2]
    return list(dict.fromkeys(numbers))

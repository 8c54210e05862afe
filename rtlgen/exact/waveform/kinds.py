"""Ways in which an output can follow a function, and the rows that each of them would see."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from rtlgen.exact.waveform.timeline import Levels, Timeline, is_asserted
from rtlgen.spec.model import Bits, Port

Row: TypeAlias = tuple[Levels, Bits]
"""What the function sees, and the value that it must have."""


_UNUSED_CLOCK = 4
_UNUSUAL = 6


class Kind(StrEnum):
    """How an output follows its function."""

    LOGIC = "logic"
    RISING = "posedge"
    FALLING = "negedge"
    HIGH = "latch open at 1"
    LOW = "latch open at 0"

    @property
    def is_edge(self) -> bool:
        """A register."""
        return self in (Kind.RISING, Kind.FALLING)

    @property
    def is_stored(self) -> bool:
        """A register or a latch."""
        return self is not Kind.LOGIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A kind with its clock and the resets that act without it."""

    kind: Kind
    clock: Port | None = None
    resets: tuple[Port, ...] = ()
    """They set the output to a constant and are not part of the function."""
    is_asynchronous: bool = False
    """The resets act without a clock edge."""
    has_idle_clock: bool = False
    """Logic in a module with a clock that it does not need."""

    @property
    def is_usual(self) -> bool:
        """Logic, or a register on the clock's active edge."""
        edge = Kind.FALLING if self.clock and self.clock.role.active_low else Kind.RISING
        return self.kind in (Kind.LOGIC, edge)

    @property
    def cost(self) -> int:
        """What makes a way less likely than a register on the clock's active edge."""
        if self.kind is Kind.LOGIC:
            return _UNUSED_CLOCK if self.has_idle_clock else 0
        return 0 if self.is_usual else _UNUSUAL


def ways(clocks: Sequence[Port], resets: Sequence[Port]) -> Iterator[Way]:
    """Yield all ways, the usual ones first."""
    yield Way(kind=Kind.LOGIC, has_idle_clock=bool(clocks))
    acting = tuple(resets[:1])
    for clock in clocks:
        edges = (Kind.RISING, Kind.FALLING)
        for kind in (*(edges[::-1] if clock.role.active_low else edges), Kind.HIGH, Kind.LOW):
            for reset in acting:
                if not reset.role.asynchronous and kind.is_edge:
                    yield Way(kind=kind, clock=clock, resets=acting)
                if reset.role.asynchronous is not False:
                    yield Way(kind=kind, clock=clock, resets=acting, is_asynchronous=True)
            if not acting or not acting[0].role.asynchronous:
                yield Way(kind=kind, clock=clock)


def rows_of(way: Way, target: str, timelines: Sequence[Timeline]) -> tuple[Row, ...] | None:
    """Return what the function sees at each sample that it decides; None excludes the way."""
    rows: list[Row] = []
    cleared: Bits | None = None
    for timeline in timelines:
        part, bits = _rows_of(way, target, timeline), reset_bits(way, target, timeline)
        if part is None or bits is None or (cleared is not None and not _agrees(cleared, bits)):
            return None
        cleared = bits if cleared is None else merge(cleared, bits)
        rows += part
    return tuple(rows)


def _rows_of(way: Way, target: str, timeline: Timeline) -> list[Row] | None:
    rows: list[Row] = []
    if way.clock is None:
        return [(now, now[target]) for now in timeline if _is_known(now[target])]
    values = _values(way, target, timeline)
    for index, (before, now) in enumerate(itertools.pairwise(timeline), start=1):
        if _is_set(way, now):
            continue
        if way.kind.is_edge:
            decides, seen = _is_edge(way, before, now), before
        else:
            is_open = now[way.clock.name] == ("1" if way.kind is Kind.HIGH else "0")
            decides, seen = is_open, now
        if decides:
            is_reset = any(is_asserted(reset, seen) for reset in way.resets)
            if _is_known(values[index]) and not is_reset:
                rows.append((seen, values[index]))
        elif not _agrees(values[index - 1], values[index]):
            return None
    return rows


def _values(way: Way, target: str, timeline: Timeline) -> list[Bits]:
    """What an output holds; a register still holds what is shown later, up to the next edge."""
    values = [levels[target] for levels in timeline]
    if way.kind.is_edge:
        for index in range(len(values) - 2, -1, -1):
            now, after = timeline[index], timeline[index + 1]
            if not _is_edge(way, now, after) and not _is_set(way, after):
                values[index] = merge(values[index], values[index + 1])
    return values


def reset_bits(way: Way, target: str, timeline: Timeline) -> Bits | None:
    """Return what a reset sets the output to, `x` where that is not shown; None if it differs."""
    values = _values(way, target, timeline)
    bits = "x" * len(values[0]) if values else ""
    for index, (before, now) in enumerate(itertools.pairwise(timeline), start=1):
        seen = now if way.is_asynchronous else before
        if not any(is_asserted(reset, seen) for reset in way.resets):
            continue
        if way.is_asynchronous or _is_edge(way, before, now):
            if not _agrees(bits, values[index]):
                return None
            bits = merge(bits, values[index])
    return bits


def _is_set(way: Way, levels: Levels) -> bool:
    """Whether an asynchronous reset holds the output."""
    return way.is_asynchronous and any(is_asserted(reset, levels) for reset in way.resets)


def merge(one: Bits, other: Bits) -> Bits:
    """Return what is known of either."""
    return "".join(b if a == "x" else a for a, b in zip(one, other, strict=True))


def _is_edge(way: Way, before: Levels, now: Levels) -> bool:
    edge = ("1", "0") if way.kind is Kind.FALLING else ("0", "1")
    return way.clock is not None and (before[way.clock.name], now[way.clock.name]) == edge


def _is_known(bits: Bits) -> bool:
    return "0" in bits or "1" in bits


def _agrees(one: Bits, other: Bits) -> bool:
    return all(a == b or "x" in (a, b) for a, b in zip(one, other, strict=True))


def project(rows: Sequence[Row], names: Sequence[str]) -> tuple[Row, ...] | None:
    """Keep the named inputs of each row, each row once; None when two rows contradict each other.

    Then no function of these inputs can have these values.
    """
    wanted: dict[tuple[Bits, ...], Bits] = {}
    for levels, value in rows:
        key = tuple(levels[name] for name in names)
        known = wanted.get(key, "x" * len(value))
        if not _agrees(known, value):
            return None
        wanted[key] = merge(known, value)
    return tuple((dict(zip(names, key, strict=True)), bits) for key, bits in wanted.items())

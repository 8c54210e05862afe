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
    """Asynchronous ones; they are not part of the function."""

    @property
    def cost(self) -> int:
        """What storing adds to the size of the function."""
        return {Kind.LOGIC: 0, Kind.RISING: 2, Kind.FALLING: 3}.get(self.kind, 3)


def ways(clocks: Sequence[Port], resets: Sequence[Port]) -> Iterator[Way]:
    """Yield all ways, the usual ones first."""
    yield Way(kind=Kind.LOGIC)
    sets = [tuple(r for r in resets if r.role.asynchronous)]
    if any(r.role.asynchronous is None for r in resets):
        sets.append(tuple(r for r in resets if r.role.asynchronous is not False))
    for clock in clocks:
        edges = (Kind.RISING, Kind.FALLING)
        for kind in (*(edges[::-1] if clock.role.active_low else edges), Kind.HIGH, Kind.LOW):
            for chosen in sets:
                yield Way(kind=kind, clock=clock, resets=chosen)


def rows_of(way: Way, target: str, timelines: Sequence[Timeline]) -> tuple[Row, ...] | None:
    """Return what the function sees at each sample that it decides; None excludes the way."""
    rows: list[Row] = []
    for timeline in timelines:
        part = _rows_of(way, target, timeline)
        if part is None:
            return None
        rows += part
    return tuple(rows)


def _rows_of(way: Way, target: str, timeline: Timeline) -> list[Row] | None:
    rows: list[Row] = []
    if way.clock is None:
        return [(now, now[target]) for now in timeline if _is_known(now[target])]
    for before, now in itertools.pairwise(timeline):
        if any(is_asserted(reset, now) for reset in way.resets):
            continue
        clock = way.clock.name
        value = now[target]
        if way.kind.is_edge:
            edge = ("0", "1") if way.kind is Kind.RISING else ("1", "0")
            decides, seen = (before[clock], now[clock]) == edge, before
        else:
            decides, seen = now[clock] == ("1" if way.kind is Kind.HIGH else "0"), now
        if decides:
            if _is_known(value):
                rows.append((seen, value))
        elif not _agrees(before[target], value):
            return None
    return rows


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
        wanted[key] = "".join(b if a == "x" else a for a, b in zip(known, value, strict=True))
    return tuple((dict(zip(names, key, strict=True)), bits) for key, bits in wanted.items())

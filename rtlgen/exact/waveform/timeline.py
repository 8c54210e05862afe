"""What every port holds in every sample of a waveform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rtlgen.spec.model import Bits, Port, Spec, Waveform
from rtlgen.spec.obligations import spread

Levels: TypeAlias = Mapping[str, Bits]
"""port → bits; a port that is not shown is unknown."""
Timeline: TypeAlias = tuple[Levels, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """An input as it was some active clock edges ago: a hidden register."""

    port: Port
    name: str
    source: str
    """The port, or the delay that is one edge younger."""
    edges: int


def timeline_of(waveform: Waveform, spec: Spec) -> Timeline:
    """Return the levels of all ports in each sample."""
    ports = {port.name: port for port in spec.ports}
    unknown = {port.name: "x" * port.width for port in spec.ports}
    samples = []
    for sample in waveform.samples:
        shown = spread(list(zip(waveform.columns, sample.values, strict=True)), ports)
        samples.append(unknown | {name: bits.replace("-", "x") for name, bits in shown})
    return tuple(samples)


def is_active_edge(clock: Port, before: Levels, now: Levels) -> bool:
    """Whether the clock's active edge lies between two samples."""
    levels = (before[clock.name], now[clock.name])
    return levels == (("1", "0") if clock.role.active_low else ("0", "1"))


def is_asserted(reset: Port, levels: Levels) -> bool:
    """Whether a reset is at its active level."""
    return levels[reset.name] == ("0" if reset.role.active_low else "1")


def delays_of(ports: Sequence[Port], depth: int, taken: Sequence[str]) -> tuple[Delay, ...]:
    """Name the registers that hold inputs for up to `depth` edges."""
    delays: list[Delay] = []
    for port in ports:
        source = port.name
        for edges in range(1, depth + 1):
            name = f"{port.name}_d{edges}"
            while name in taken:
                name += "_"
            delays.append(Delay(port=port, name=name, source=source, edges=edges))
            source = name
    return tuple(delays)


def with_delays(
    timeline: Timeline, delays: Sequence[Delay], clock: Port, reset: Port | None
) -> Timeline:
    """Add the values of delayed inputs; `reset` sets them to 0 at an edge, None = nothing does."""
    held = {delay.name: "x" * delay.port.width for delay in delays}
    samples: list[Levels] = []
    before: Levels | None = None
    for now in timeline:
        if before is not None and is_active_edge(clock, before, now):
            if reset is not None and is_asserted(reset, before):
                held = {delay.name: "0" * delay.port.width for delay in delays}
            else:
                held = {delay.name: before[delay.source] for delay in delays}
        before = {**now, **held}
        samples.append(before)
    return tuple(samples)

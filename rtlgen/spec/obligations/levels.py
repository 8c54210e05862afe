"""Columns of tables as bits of whole ports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from rtlgen.spec.model import Bits, Column, Port, Spec

Levels: TypeAlias = tuple[tuple[str, Bits], ...]
"""(port, bits)."""


def ports_of(spec: Spec) -> dict[str, Port]:
    """Return the ports by name."""
    return {port.name: port for port in spec.ports}


def width_of(column: Column, ports: Mapping[str, Port]) -> int:
    """Bits of a column."""
    if column.high is None or column.low is None:
        return ports[column.name].width
    return 1 + abs(column.high - column.low)


def spread(cells: Sequence[tuple[Column, Bits]], ports: Mapping[str, Port]) -> Levels:
    """Put bits of columns into whole ports; bits that no column names are `-`."""
    whole: dict[str, list[str]] = {}
    for column, bits in cells:
        port = ports[column.name]
        levels = whole.setdefault(column.name, ["-"] * port.width)
        for at, bit in zip(_places(column, port), bits, strict=True):
            levels[at] = bit
    return tuple((name, "".join(levels)) for name, levels in whole.items())


def pick(column: Column, whole: Bits, ports: Mapping[str, Port]) -> Bits:
    """Return the bits of a column from those of its port."""
    return "".join(whole[at] for at in _places(column, ports[column.name]))


def clash(one: Bits, other: Bits) -> bool:
    """Whether some bit is 0 in one and 1 in the other; what is open or unknown differs nowhere."""
    return any({a, b} == {"0", "1"} for a, b in zip(one, other, strict=True))


def meets(pattern: Bits, bits: Bits) -> bool:
    """Whether bits are among those that a pattern with `-` for any value stands for."""
    return all(a in ("-", b) for a, b in zip(pattern, bits, strict=True))


def column_bits(column: Column, ports: Mapping[str, Port]) -> list[str]:
    """Return the bits of a column as Verilog expressions, most significant first."""
    port = ports[column.name]
    if port.width == 1 and port.lsb == 0:
        return [port.name]
    step = 1 if port.is_ascending else -1
    left = port.lsb - step * (port.width - 1)
    return [f"{port.name}[{left + step * at}]" for at in _places(column, port)]


def cut(columns: Sequence[Column], bits: Bits, ports: Mapping[str, Port]) -> list[
    tuple[Column, Bits]
]:  # fmt: skip
    """Give each column its part of a bit string."""
    cells, at = [], 0
    for column in columns:
        width = width_of(column, ports)
        cells.append((column, bits[at : at + width]))
        at += width
    return cells


def driven(levels: Levels) -> Levels:
    """A run drives every bit: what does not matter is 0."""
    return tuple((name, bits.replace("-", "0").replace("x", "0")) for name, bits in levels)


def _places(column: Column, port: Port) -> list[int]:
    """Return where the bits of a column stand in the bit string of its port."""
    if column.high is None or column.low is None:
        return list(range(port.width))
    step = -1 if column.high >= column.low else 1
    indices = range(column.high, column.low + step, step)
    if port.is_ascending:
        return [index - (port.lsb - port.width + 1) for index in indices]
    return [port.lsb + port.width - 1 - index for index in indices]

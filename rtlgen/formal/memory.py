"""Memories as registers, one a word, with the semantics of Verilog.

Yosys' own `memory_map` lets an address outside the memory read some word that is inside. In Verilog
such a read is x and such a write changes nothing (IEEE 1364-2005, 5.2.1), and a proof must know.

Not covered: registered read ports (nothing here makes them), write ports with different clocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rtlgen.formal.netlist import Bit, NetCell

LARGEST_BITS = 8192
"""Memories of more bits are not modelled."""


def expand_memory(
    cell: NetCell, raw: Mapping[str, Any], fresh: Iterator[int]
) -> tuple[list[NetCell], dict[Bit, str]]:
    """Replace a `$mem_v2` by registers and selections.

    Args:
        cell: The memory.
        raw: Its parameters as Yosys writes them.
        fresh: Numbers for new nets.

    Returns:
        The cells, and the bits at power-up of the new nets.

    Raises:
        Unsupported: it is too large, or has registered reads or several clocks.
    """
    size, width = cell.parameters["SIZE"], cell.parameters["WIDTH"]
    if size * width > LARGEST_BITS:
        raise cell.refuse(f"a memory of {size * width} bits (at most {LARGEST_BITS})")
    if cell.parameters.get("RD_CLK_ENABLE") or _flag(raw, "RD_WIDE_CONTINUATION"):
        raise cell.refuse("a memory with registered or wide read ports")
    text = str(raw.get("INIT", "")).rjust(size * width, "x")
    start = [text[len(text) - (k + 1) * width : len(text) - k * width] for k in range(size)]
    writes = cell.parameters["WR_PORTS"]
    if not writes:
        constants: list[tuple[Bit, ...]] = [tuple(reversed(bits)) for bits in start]
        return list(_reads(cell, constants, fresh)), {}
    clock = _clock(cell, raw, writes)
    words: list[tuple[Bit, ...]] = [tuple(next(fresh) for _ in range(width)) for _ in range(size)]
    initial: dict[Bit, str] = {
        bit: value
        for word, bits in zip(words, start, strict=True)
        for bit, value in zip(word, reversed(bits), strict=True) if value in "01"
    }  # fmt: skip
    cells = list(_reads(cell, words, fresh))
    for number, word in enumerate(words):
        cells += _word(cell, number, word, clock, fresh)
    return cells, initial


def _flag(raw: Mapping[str, Any], name: str) -> bool:
    return "1" in str(raw.get(name, ""))


def _clock(cell: NetCell, raw: Mapping[str, Any], writes: int) -> tuple[Bit, int]:
    """Return the net and the polarity of the one clock of all write ports."""
    clocks = set(cell.connections["WR_CLK"][:writes])
    edges = set(str(raw["WR_CLK_POLARITY"])[-writes:])
    enabled = set(str(raw["WR_CLK_ENABLE"])[-writes:])
    if len(clocks) > 1 or len(edges) > 1 or enabled != {"1"} or _flag(raw, "WR_WIDE_CONTINUATION"):
        raise cell.refuse("a memory that is written without a clock, or by several")
    return clocks.pop(), int(edges.pop())


def _made(
    cell: NetCell, what: str, kind: str, connections: Mapping[str, tuple[Bit, ...]],
    parameters: Mapping[str, int] | None = None,
) -> NetCell:  # fmt: skip
    return NetCell(
        name=f"{cell.name}{what}", type=kind, parameters=dict(parameters or {}),
        connections=dict(connections), reset_value="", line=cell.line,
    )  # fmt: skip


def _slice(bits: tuple[Bit, ...], index: int, width: int) -> tuple[Bit, ...]:
    return bits[index * width : (index + 1) * width]


def _reads(cell: NetCell, words: list[tuple[Bit, ...]], fresh: Iterator[int]) -> Iterator[NetCell]:
    """Yield a selection for each read port."""
    width, bits = cell.parameters["WIDTH"], cell.parameters["ABITS"]
    content = tuple(bit for word in words for bit in word)
    for port in range(cell.parameters["RD_PORTS"]):
        address = _slice(cell.connections["RD_ADDR"], port, bits)
        offset = cell.parameters.get("OFFSET", 0)
        if offset:
            place = tuple(next(fresh) for _ in range(bits + 1))
            base = tuple(str(offset >> i & 1) for i in range(bits + 1))
            yield _made(cell, f":place{port}", "$sub", {"A": address, "B": base, "Y": place})
            address = place
        data = _slice(cell.connections["RD_DATA"], port, width)
        yield _made(cell, f":read{port}", "$memrd", {"A": content, "S": address, "Y": data})


def _word(
    cell: NetCell, number: int, word: tuple[Bit, ...], clock: tuple[Bit, int], fresh: Iterator[int]
) -> Iterator[NetCell]:
    """Yield the register of one word, and what it takes; a later write port wins."""
    width, bits = cell.parameters["WIDTH"], cell.parameters["ABITS"]
    address = number + cell.parameters.get("OFFSET", 0)
    label = tuple(str(address >> i & 1) for i in range(max(bits, address.bit_length())))
    taken = word
    for port in range(cell.parameters["WR_PORTS"]):
        key = f":{number}:{port}"
        hit = next(fresh)
        where = _slice(cell.connections["WR_ADDR"], port, bits)
        yield _made(cell, f"{key}:hit", "$eq", {"A": where, "B": label, "Y": (hit,)})
        enable = tuple(next(fresh) for _ in range(width))
        wanted = _slice(cell.connections["WR_EN"], port, width)
        yield _made(cell, f"{key}:enable", "$and", {"A": wanted, "B": (hit,) * width, "Y": enable})
        after = tuple(next(fresh) for _ in range(width))
        data = _slice(cell.connections["WR_DATA"], port, width)
        yield _made(
            cell, f"{key}:after", "$bwmux", {"A": taken, "B": data, "S": enable, "Y": after}
        )
        taken = after
    net, polarity = clock
    yield _made(
        cell, f"[{number}]", "$dff", {"CLK": (net,), "D": taken, "Q": word},
        {"CLK_POLARITY": polarity},
    )  # fmt: skip

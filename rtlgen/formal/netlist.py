"""A flat netlist of Yosys as data: cells, their connections, and where each one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Bit: TypeAlias = int | str
"""The number of a net, or one of `0`, `1`, `x`, `z`."""

REGISTERS = frozenset({"$dff", "$adff"})
MEMORY = "$mem_v2"
LATCHES = frozenset({"$dlatch", "$adlatch"})
_LINE = re.compile(r":(\d+)")


class Unsupported(Exception):  # noqa: N818 - an outcome, caught at the border of the engine
    """A construct that the engine does not model; nothing is said about the design.

    The message names it with its line: `line 7: a gated clock`.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class NetCell:
    """One cell."""

    name: str
    type: str
    parameters: Mapping[str, int]
    connections: Mapping[str, tuple[Bit, ...]]
    """Port → bits, least significant first."""
    reset_value: str
    """Value of an asynchronous reset as text, most significant bit first; may hold `x`."""
    line: int | None
    """Line of the source that it came from."""

    @property
    def is_state(self) -> bool:
        """Whether the cell remembers."""
        return self.type in REGISTERS or self.type in LATCHES

    @property
    def output(self) -> tuple[Bit, ...]:
        """The bits that the cell drives."""
        return self.connections["Q" if self.is_state else "Y"]

    def inputs(self) -> Iterator[tuple[str, tuple[Bit, ...]]]:
        """Yield the ports that the cell reads, with their bits."""
        for port, bits in self.connections.items():
            if port not in ("Q", "Y"):
                yield port, bits

    def refuse(self, what: str) -> Unsupported:
        """Return the exception that names this cell's place."""
        return Unsupported(what if self.line is None else f"line {self.line}: {what}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Netlist:
    """One flattened module."""

    inputs: Mapping[str, tuple[Bit, ...]]
    outputs: Mapping[str, tuple[Bit, ...]]
    cells: tuple[NetCell, ...]
    initial: Mapping[Bit, str]
    """Net → `0` or `1`, its value at power-up where the text gives one."""
    names: Mapping[Bit, str]
    """Net → `name[index]` of a signal of the source."""

    @property
    def states(self) -> tuple[NetCell, ...]:
        """The registers and latches."""
        return tuple(cell for cell in self.cells if cell.is_state)

    def name_of(self, cell: NetCell) -> str:
        """Return the name of the signal that a register drives, for example `q[0]`."""
        return self.names.get(cell.output[0], cell.name)

    def drivers(self) -> dict[Bit, tuple[NetCell, int]]:
        """Return net → the cell that drives it and the index within its output."""
        return {bit: (cell, index) for cell in self.cells for index, bit in enumerate(cell.output)}


_WORDS = {
    "$aldff": "an asynchronous load",
    "$aldffe": "an asynchronous load",
    "$dffsr": "a register with both set and reset",
    "$dffsre": "a register with both set and reset",
    "$dlatchsr": "a latch with set and reset",
    "$sr": "a set-reset latch",
    "$tribuf": "a tri-state driver",
    "$print": "a system task",
    "$check": "an assertion",
}


def describe_cell(kind: str) -> str:
    """Return a cell type in words that a designer uses."""
    return _WORDS.get(kind, f"the Yosys cell {kind}")


def read_netlist(module: Mapping[str, Any]) -> Netlist:
    """Read one module of `write_json`; memories are still cells of it.

    Raises:
        Unsupported: an inout port.
    """
    ports: dict[str, dict[str, tuple[Bit, ...]]] = {"input": {}, "output": {}}
    for name, port in module["ports"].items():
        if port["direction"] not in ports:
            raise Unsupported(f"the inout port {name}")
        ports[port["direction"]][name] = tuple(port["bits"])
    return Netlist(
        inputs=ports["input"],
        outputs=ports["output"],
        cells=tuple(_cell(name, raw) for name, raw in module["cells"].items()),
        initial=dict(_initial(module["netnames"])),
        names=dict(_names(module["netnames"])),
    )


def _cell(name: str, raw: Mapping[str, Any]) -> NetCell:
    match = _LINE.search(raw["attributes"].get("src", ""))
    cell = NetCell(
        name=name,
        type=raw["type"],
        parameters={key: _number(value) for key, value in raw["parameters"].items()},
        reset_value=str(raw["parameters"].get("ARST_VALUE", "")),
        connections={port: tuple(bits) for port, bits in raw["connections"].items()},
        line=int(match[1]) if match else None,
    )
    if cell.type != MEMORY and ("Q" if cell.is_state else "Y") not in cell.connections:
        raise cell.refuse(describe_cell(cell.type))
    return cell


def _number(value: Any) -> int:
    """Read a parameter, which Yosys writes as a text of bits; 0 for texts that are no number."""
    text = str(value)
    return int(text, 2) if text and set(text) <= set("01") else 0


def _initial(netnames: Mapping[str, Any]) -> Iterator[tuple[Bit, str]]:
    for net in netnames.values():
        text = str(net["attributes"].get("init", ""))
        for bit, value in zip(net["bits"], reversed(text), strict=False):
            if value in "01":
                yield bit, value


def _names(netnames: Mapping[str, Any]) -> Iterator[tuple[Bit, str]]:
    for name, net in netnames.items():
        if net.get("hide_name"):
            continue
        for index, bit in enumerate(net["bits"]):
            yield bit, f"{name}[{index}]" if len(net["bits"]) > 1 else name

"""Candidates that cheat in the cheapest ways, made for any interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from rtlgen.spec.model import Direction, Port

_ECHOES = 2
"""Most inputs of which there is a candidate that only repeats them."""


def cheats(top: str, ports: Sequence[Port]) -> Iterator[tuple[str, str]]:
    """Yield what a cheat does and its Verilog: constants, X, Z, an echo, a state that never moves.

    For some interfaces one of them is right, for example all zeros for a constant.
    """
    inputs = [port for port in ports if port.direction is Direction.INPUT]
    for what, value in (("zeros", "0"), ("ones", "1"), ("x", "x"), ("z", "z")):
        yield what, _module(top, ports, partial(_constant, value))
    # The widest first: an output is more often like a data input than like a clock.
    for source in sorted(inputs, key=lambda port: -port.width)[:_ECHOES]:
        yield f"echoes {source.name}", _module(top, ports, partial(_fitted, source))
    if inputs:
        joined = f"{{{', '.join(port.name for port in inputs)}}}"
        yield (
            "parity of all inputs",
            _module(top, ports, lambda port: f"{{{port.width}{{^{joined}}}}}"),
        )
        yield "holds what it saw first", _stuck(top, ports, joined)


def _constant(bit: str, port: Port) -> str:
    return f"{{{port.width}{{1'b{bit}}}}}"


def _fitted(source: Port, port: Port) -> str:
    copies = -(-port.width // source.width)
    return f"{{{copies}{{{source.name}}}}} >> 0"


def _module(top: str, ports: Sequence[Port], value: Callable[[Port], str]) -> str:
    lines = [
        f"  assign {port.name} = {value(port)};"
        for port in ports
        if port.direction is Direction.OUTPUT
    ]
    return f"{_head(top, ports)}{chr(10).join(lines)}\nendmodule\n"


def _stuck(top: str, ports: Sequence[Port], joined: str) -> str:
    """A register that takes the inputs once and never again."""
    width = sum(port.width for port in ports if port.direction is Direction.INPUT)
    body = (
        f"  reg [{width - 1}:0] first;\n  reg full = 0;\n"
        f"  always @* if (!full) begin first = {joined}; full = 1; end\n"
    )
    lines = [
        f"  assign {port.name} = first >> {number};"
        for number, port in enumerate(ports)
        if port.direction is Direction.OUTPUT
    ]
    return f"{_head(top, ports)}{body}{chr(10).join(lines)}\nendmodule\n"


def _head(top: str, ports: Sequence[Port]) -> str:
    declared = ", ".join(f"{port.direction} [{port.width - 1}:0] {port.name}" for port in ports)
    return f"module {top}({declared});\n"

"""Ways to list ports. Each says name, direction and width of every port."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from rtlgen.datagen.drawn import Drawn, declare
from rtlgen.spec.model import Direction, Port, RoleKind

Lister = Callable[[Drawn, random.Random], str]


def bullets(drawn: Drawn, rng: random.Random) -> str:
    """`- input  data (8 bits)`."""
    mark = rng.choice(("-", "*", " -"))
    size = rng.choice((" ({} bits)", " ({}-bit)", " ({} bits wide)"))
    return "\n".join(
        f"{mark} {port.direction:<6} {port.name}{size.format(port.width) if port.width > 1 else ''}"
        for port in drawn.ports
    )


def ranges(drawn: Drawn, rng: random.Random) -> str:
    """`input [7:0] data`, one a line or in a code block."""
    lines = "\n".join(declare(port) + rng.choice(("", ";")) for port in drawn.ports)
    return f"```verilog\n{lines}\n```" if rng.random() < 0.4 else lines


def header(drawn: Drawn, rng: random.Random) -> str:
    """The head of the module."""
    if rng.random() < 0.5:
        declared = ",\n".join(f"    {declare(port)}" for port in drawn.ports)
        text = f"module {drawn.name} (\n{declared}\n);"
    else:
        text = f"module {drawn.name}({', '.join(declare(port) for port in drawn.ports)});"
    return f"```verilog\n{text}\n```" if rng.random() < 0.5 else text


def table(drawn: Drawn, rng: random.Random) -> str:
    """A Markdown table."""
    name, direction, width = rng.choice((
        ("Name", "Direction", "Width"), ("Port", "Dir", "Width"), ("Signal", "Direction", "Bits")
    ))  # fmt: skip
    rows = [f"| {name} | {direction} | {width} |", "|---|---|---|"]
    rows += [f"| `{p.name}` | {p.direction} | {p.width} |" for p in drawn.ports]
    return "\n".join(rows)


def described(drawn: Drawn, rng: random.Random) -> str:
    """`Input ports:` and `Output ports:`, each port with a word on what it is."""
    parts = []
    for title, direction in (("Input", Direction.INPUT), ("Output", Direction.OUTPUT)):
        ports = [port for port in drawn.ports if port.direction is direction]
        lines = [f"    {port.name}: {_what(port, rng)}" for port in ports]
        parts.append("\n".join([f"{title} ports:", *lines]))
    return "\n\n".join(parts)


def _what(port: Port, rng: random.Random) -> str:
    size = f"{port.width}-bit" if port.width > 1 else rng.choice(("1-bit", "single-bit"))
    if port.role.kind is RoleKind.CLOCK:
        return f"{size} clock."
    if port.role.kind is RoleKind.RESET:
        level = "active-low" if port.role.active_low else "active-high"
        kind = "asynchronous" if port.role.asynchronous else "synchronous"
        return f"{size} reset, {level} and {kind}."
    return f"{size} {port.direction}."


LISTERS: Sequence[Lister] = (bullets, ranges, table, described)
"""Those that leave the module's name to the text."""

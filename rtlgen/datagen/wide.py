"""What the families of wide designs share: widths, loops in Verilog, and how a member is held."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn
from rtlgen.spec.model import Direction, Port

_WIDTHS = (
    48, 50, 64, 72, 96, 99, 100, 100, 120, 128, 128, 150, 200, 250, 255, 256, 256, 300, 400, 500,
    512, 512, 600, 768, 1000, 1023, 1024,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A combinational member of a family."""

    ports: tuple[Port, ...]
    bodies: dict[str, str]
    """A style whose name begins with `loop` or `always` assigns all outputs in a block."""
    value: Callable[[Levels], Known]
    says: tuple[str, ...]
    names: tuple[str, ...]
    """Of the module."""


def draw_width(rng: random.Random, multiple: int = 1, most: int = 1024) -> int:
    """Draw a width from 48 to `most` that is a multiple of a number; three of four are common."""
    common = [width for width in _WIDTHS if width % multiple == 0 and width <= most]
    if rng.random() < 0.75 and common:
        return rng.choice(common)
    return rng.randint(-(-48 // multiple), most // multiple) * multiple


def generated(count: int | str, *lines: str, wires: str = "") -> str:
    """Write a generate loop over i.

    Args:
        count: Where the loop ends.
        lines: What stands in it.
        wires: Declarations before it, as whole lines.
    """
    inner = "".join(f"            {line};\n" for line in lines)
    return (
        f"{wires}    genvar i;\n    generate\n"
        f"        for (i = 0; i < {count}; i = i + 1) begin : each_one\n{inner}"
        "        end\n    endgenerate\n"
    )


def looped(
    count: int | str, *lines: str, starts: Sequence[str] = (), ends: Sequence[str] = ()
) -> str:
    """Write a loop over the integer i in a combinational block.

    Args:
        count: Where the loop ends.
        lines: Statements in it.
        starts: Statements before it.
        ends: Statements behind it.
    """
    before, after = (
        "".join(f"        {line};\n" for line in part) for part in (starts, ends)
    )  # fmt: skip
    head = f"        for (i = 0; i < {count}; i = i + 1)"
    if len(lines) == 1:
        body = f"{head}\n            {lines[0]};\n"
    else:
        inner = "".join(f"            {line};\n" for line in lines)
        body = f"{head} begin\n{inner}        end\n"
    return f"    integer i;\n\n    always @(*) begin\n{before}{body}{after}    end\n"


def drawn(family: str, rng: random.Random, made: Made) -> Drawn:
    """Return the design."""
    outputs = frozenset(p.name for p in made.ports if p.direction is Direction.OUTPUT)
    blocks = [style for style in made.bodies if style.startswith(("loop", "always"))]
    return Drawn(
        family=family, name=rng.choice((*made.names, "top_module")), ports=made.ports,
        bodies=made.bodies, registers=dict.fromkeys(blocks, outputs), says=made.says,
        behaviour=lambda: Combinational(made.value),
    )  # fmt: skip

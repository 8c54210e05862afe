"""Ring and Johnson (twisted ring) counters, to the left or to the right, with enable."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import Register


def draw(rng: random.Random) -> Drawn:
    """Draw a ring counter."""
    is_johnson, is_left = rng.random() < 0.5, rng.random() < 0.5
    width = rng.choice((3, 4, 4, 5, 6, 8))
    out, enable = rng.choice(("q", "ring", "out", "state_o")), rng.choice((None, "en", "enable"))
    clocking = draw_clocking(rng)
    cycle = _cycle(width, is_johnson=is_johnson, is_left=is_left)

    def update(state: int, levels: Levels) -> int:
        moves = enable is None or levels[enable]
        return (state + 1) % len(cycle) if moves else state

    top, inverted = width - 1, "~" if is_johnson else ""

    def expression(q: str) -> str:
        moved = (
            f"{{{q}[{top - 1}:0], {inverted}{q}[{top}]}}"
            if is_left
            else f"{{{inverted}{q}[0], {q}[{top}:1]}}"
        )
        return f"{enable} ? {moved} : {q}" if enable else moved

    def statement(q: str) -> str:
        into, high = ("0", f"{top}:1") if is_left else (str(top), f"{top - 1}:0")
        source, low = (str(top), f"{top - 1}:0") if is_left else ("0", f"{top}:1")
        lines = f"    {q}[{into}] <= {inverted}{q}[{source}];\n    {q}[{high}] <= {q}[{low}];\n"
        return f"{f'if ({enable}) ' if enable else ''}begin\n{lines}end"

    register = Register(
        clocking=clocking, out=out, width=width, first=cycle[0], expression=expression,
        statement=statement,
    )  # fmt: skip
    bits = [format(value, f"0{width}b") for value in cycle]
    hold = f" It pauses while `{enable}` is 0; the reset works all the same." if enable else ""
    rest = [clocking.says(rng, f"sets `{out}` to {bits[0]} (binary)") + hold for _ in range(4)]
    said = _says(out, bits, is_johnson=is_johnson, is_left=is_left)
    kind = "johnson" if is_johnson else "ring"
    return Drawn(
        family="ring_counters",
        name=rng.choice((f"{kind}_counter", f"{kind}{width}", "top_module")),
        ports=(
            *clocking.ports, *([input_port(enable)] if enable else []), output_port(out, width)
        ),
        bodies=register.bodies(),
        registers=register.registers(),
        says=tuple(f"{text} {more}" for text, more in zip(said, rest, strict=True)),
        behaviour=clocking.behaviour(0, update, lambda state, _: {out: cycle[state]}),
    )  # fmt: skip


def _cycle(width: int, *, is_johnson: bool, is_left: bool) -> list[int]:
    """List the values of one round, from the one after a reset."""
    full = (1 << width) - 1
    if not is_johnson:
        ones = [1 << bit for bit in range(width)]
        return ones if is_left else ones[::-1]
    if is_left:
        filling = [(1 << count) - 1 for count in range(width)]
    else:
        filling = [full ^ full >> count for count in range(width)]
    return filling + [full ^ value for value in filling]


def _says(out: str, bits: list[str], *, is_johnson: bool, is_left: bool) -> tuple[str, ...]:
    width = len(bits[0])
    top, listed = width - 1, ", ".join(bits)
    far, near = (top, 0) if is_left else (0, top)
    way = "up, bit i to bit i+1" if is_left else "down, bit i+1 to bit i"
    name = "Johnson (twisted ring) counter" if is_johnson else "ring counter"
    value = "the inverse of " if is_johnson else ""
    side = "left" if is_left else "right"
    return (
        f"A {name} of {width} bits with the sequence {listed} (binary, bit {top} on the left), and "
        "then from the start again.",
        f"A {name}: at each step the {width} bits of `{out}` move one position {way}, and bit "
        f"{near} takes {value}the old bit {far}.",
        f"Rules: 1. Shift `{out}` by one position to the {side}, where the left end is bit {top}. "
        f"2. Put {value}the bit that leaves, bit {far}, into bit {near}. 3. Repeat at every step; "
        f"the period is {len(bits)}.",
        f"Given that `{out}` starts at {bits[0]}, the values of the next {len(bits)} steps are "
        f"{', '.join(bits[1:])}, {bits[0]}, with bit {top} written first; this repeats for ever.",
    )

"""Ring and Johnson (twisted ring) counters, to the left or to the right, with enable."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import Register
from rtlgen.datagen.told.ring_counters import others


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
    tails = (rest * 6)[: len(said) - 1] + rest[3:]
    kind = "johnson" if is_johnson else "ring"
    return Drawn(
        family="ring_counters",
        name=rng.choice((f"{kind}_counter", f"{kind}{width}", "top_module")),
        ports=(
            *clocking.ports, *([input_port(enable)] if enable else []), output_port(out, width)
        ),
        bodies=register.bodies(),
        registers=register.registers(),
        says=tuple(f"{text} {more}" for text, more in zip(said, tails, strict=True)),
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
        *_more(out, bits, is_johnson=is_johnson, is_left=is_left),
        *others(out, bits, is_johnson=is_johnson, is_left=is_left),
        f"Given that `{out}` starts at {bits[0]}, the values of the next {len(bits)} steps are "
        f"{', '.join(bits[1:])}, {bits[0]}, with bit {top} written first; this repeats for ever.",
    )


def _more(out: str, bits: list[str], *, is_johnson: bool, is_left: bool) -> tuple[str, ...]:
    """Describe the same counter in other words."""
    width, period = len(bits[0]), len(bits)
    top, sign = width - 1, "~" if is_johnson else ""
    code = f"{{{sign}{out}[0], {out}[{top}:1]}}"
    if is_left:
        code = f"{{{out}[{top - 1}:0], {sign}{out}[{top}]}}"
    values = [int(word, 2) for word in bits]
    first, last = (top, 0) if not is_left else (0, top)
    chain = f"{out}[{first}] to {out}[{last}]"
    back = "through an inverter" if is_johnson else "directly"
    pairs = "; ".join(
        f"{word} to {after}" for word, after in zip(bits, [*bits[1:], bits[0]], strict=True)
    )
    kind = "Twisted ring (Johnson, Moebius) counter" if is_johnson else "Ring counter"
    change = "one bit changes per step" if is_johnson else "a single 1 goes round"
    if not is_johnson and bits[0].count("1") != 1:
        change = "a pattern goes round"
    return (
        f"{kind}, {width} bits, {'left' if is_left else 'right'} shift: {out} <= {code}.",
        f"Connect {width} D flip-flops in a row, {chain}, each feeding the next one. The last one, "
        f"{out}[{last}], feeds the first one, {out}[{first}], {back}. The flip-flops start as "
        f"{bits[0]}, bit {top} on the left.",
        f"Create a state machine with {period} states that are its own outputs. The transitions, "
        f"in binary with bit {top} of `{out}` on the left, are {pairs}.",
        f"As unsigned numbers, the values of `{out}` are {', '.join(map(str, values))}, one per "
        "step, and then the same again.",
        f"This block is used to make {period} time slots; {change}. In the slots, one after the "
        f"other, `{out}` is {', '.join(bits)} (bit {top} first), and after the last slot comes the "
        "first.",
        f"For example, {bits[1]} follows {bits[0]} and {bits[2]} follows {bits[1]}. In general a "
        f"step makes `{out}` {code} in Verilog notation.",
        f"You are given a shift register `{out}` of {width} bits, {chain} being the way of the "
        f"bits. Close it to a loop by feeding its end back to its beginning {back}. It begins with "
        f"{bits[0]} (bit {top} leftmost).",
        f"What is the period? It is {period} steps. What is shown? First {bits[0]}, and then in "
        f"each step {code}, computed from the bits before the step.",
    )

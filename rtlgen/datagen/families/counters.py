"""Counters: binary or modulo, up or down, with enable and any reset."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.counters import others


def draw(rng: random.Random) -> Drawn:
    """Draw a counter."""
    clocking = draw_clocking(rng)
    width = rng.choice((2, 3, 4, 4, 4, 5, 8))
    period = 1 << width
    if rng.random() < 0.5:
        period = rng.randrange((1 << width - 1) + 1, 1 << width)
    low = 1 if period < 1 << width and rng.random() < 0.2 else 0
    high = low + period - 1
    is_down = rng.random() < 0.25
    enable = rng.choice((None, None, "en", "enable", "ce"))
    out = rng.choice(("q", "count", "cnt", "q"))
    first, last, step = (high, low, -1) if is_down else (low, high, 1)

    def update(state: int, levels: Levels) -> int:
        if enable is not None and not levels[enable]:
            return state
        return first if state == last else state + step

    def outputs(state: int, levels: Levels) -> Known:
        del levels
        return {out: state}

    way = "down" if is_down else "up"
    paused = "" if enable is None else f" It holds its value while `{enable}` is 0."
    rest = clocking.says(rng, f"sets `{out}` to {first}") + paused
    ends = [rest, *clocks(clocking, f"sets `{out}` to {first}")[:4]] * 2
    cycle = f"from {first} {way} to {last}" if is_down else f"from {first} to {last}"
    return Drawn(
        family="counters",
        name=rng.choice(("counter", f"counter_{way}", f"count{period}", "top_module")),
        ports=(
            *clocking.ports,
            *([input_port(enable)] if enable else []),
            output_port(out, width),
        ),
        bodies={
            style: _body(style, clocking, out, width, (first, last, step), enable)
            for style in ("nested", "ternary")
        },
        registers={style: frozenset({out}) for style in ("nested", "ternary")},
        says=(
            f"{'An' if width == 8 else 'A'} {width}-bit counter that counts {cycle} and then "
            f"starts again. {rest}",
            f"`{out}` counts {way} by one; after {last} comes {first}. {rest}",
            *(f"{text} {rest}" for text in _more(out, width, first, last, step)),
            *others(out, width, (first, last, step), enable, ends),
            f"Build a counter with the values {first} to {last} ({way}), period {period}. {rest}",
        ),
        behaviour=clocking.behaviour(first, update, outputs),
    )


def _body(
    style: str, clocking: Clocking, out: str, width: int, values: tuple[int, int, int],
    enable: str | None,
) -> str:  # fmt: skip
    first, last, step = values
    sign = "+" if step > 0 else "-"
    begin, end = f"{width}'d{first}", f"{width}'d{last}"
    if style == "ternary":
        update = f"{out} <= ({out} == {end}) ? {begin} : {out} {sign} 1'b1;"
        if enable:
            update = f"if ({enable})\n    {update}"
    else:
        update = f"if ({out} == {end})\n    {out} <= {begin};\nelse\n    {out} <= {out} {sign} 1;"
        if enable:
            shifted = update.replace("\n", "\n    ")
            update = f"if ({enable}) begin\n    {shifted}\nend"
    return clocking.block(f"{out} <= {begin};", update)


def _more(out: str, width: int, first: int, last: int, step: int) -> tuple[str, ...]:
    """Describe the same counter in other words."""
    count, sign, way = abs(last - first) + 1, "+" if step > 0 else "-", "up" if step > 0 else "down"
    verb = "incremented" if step > 0 else "decremented"
    return (
        f"Modulo-{count} counter {out}, {width} bits, counting {way}, {first} after {last}.",
        f"In Verilog, each counting edge does {out} <= ({out} == {last}) ? {first} : {out} {sign} "
        "1.",
        f"Create a register `{out}` of {width} bits that is {verb} once per clock, except that it "
        f"goes back to {first} when it is at {last}.",
        f"This block is used to number clock cycles. The numbers appear on `{out}`; they go {way} "
        f"in steps of one, beginning with {first}, and the number {last} ends a round.",
        f"For example, {first} is followed by {first + step} and {last} by {first}. In general "
        f"`{out}` moves {way} by one at each active clock edge that counts.",
        f"You are asked for a cyclic counter with {count} states. `{out}` passes through all whole "
        f"numbers between {first} and {last}, both included, in {way}ward order, and then jumps "
        f"back to {first}.",
        f"Two cases for the next value of `{out}`: if it is {last} now, it will be {first}; if it "
        f"is anything else, it will be {out} {sign} 1.",
        f"An adder and a comparator make up this counter. The comparator detects {last} on "
        f"`{out}`, upon which {first} is loaded; otherwise `{out}` {sign} 1 is loaded. All this "
        "happens at the active edge.",
        f"What follows on `{out}`? After n comes n {sign} 1, as long as n is not {last}. After "
        f"{last} comes {first}.",
    )

"""Counters: binary or modulo, up or down, with enable and any reset."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port


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
            f"A {width}-bit counter that counts {cycle} and then starts again. {rest}",
            f"`{out}` counts {way} by one; after {last} comes {first}. {rest}",
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

"""Delay lines: a word comes out a number of clock cycles later; fixed, or chosen by a tap."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.delay_lines import others

Words = tuple[int | None, ...]
"""The words in the line, the newest first; None = never written."""


def draw(rng: random.Random) -> Drawn:
    """Draw a delay line."""
    has_tap, width = rng.random() < 0.4, rng.choice((1, 1, 2, 4, 8))
    depth = rng.choice((2, 4, 8)) if has_tap else rng.choice((2, 3, 3, 4, 5, 6))
    data, out = rng.choice(("d", "in", "din")), rng.choice(("q", "out", "dout"))
    enable = rng.choice((None, None, "en", "ce"))
    tap = rng.choice(("tap", "sel", "delay_sel")) if has_tap else None
    clocking = draw_clocking(rng, must_reset=False)

    def update(state: Words, levels: Levels) -> Words:
        moves = enable is None or levels[enable]
        return (levels[data], *state[:-1]) if moves else state

    def outputs(state: Words, levels: Levels) -> Known:
        return {out: state[levels[tap]] if tap else state[-1]}

    bits = (depth - 1).bit_length()
    inputs = [input_port(data, width), *([input_port(enable)] if enable else [])]
    first: Words = ((0 if clocking.reset else None),) * depth
    names = (data, out, enable, tap)
    rest = [clocking.says(rng, f"clears all {depth} stages to 0") for _ in range(4)]
    also = "There is no reset: a stage is open until a word has reached it."
    if clocking.reset:
        also = "The reset has priority over everything else."
    bodies = _bodies(clocking, names, depth, width)
    says = tuple(
        f"{text} {more} {also}" for text, more in zip(_says(names, depth), rest * 3, strict=True)
    )
    timing = clocks(clocking, f"clears all {depth} stages to 0")[4:]
    new = others(names, depth, timing, has_reset=clocking.reset is not None)
    return Drawn(
        family="delay_lines",
        name=rng.choice(("delay", f"delay{depth}", "delay_line", "top_module")),
        ports=(
            *clocking.ports, *inputs, *([input_port(tap, bits)] if tap else []),
            output_port(out, width),
        ),
        bodies=bodies,
        registers={"case": frozenset({out})},
        says=(*says[:-1], *new, says[-1]),
        behaviour=clocking.behaviour(first, update, outputs),
    )  # fmt: skip


Names = tuple[str, str, str | None, str | None]


def _when(enable: str | None, lines: str) -> str:
    return f"if ({enable}) {lines}" if enable else lines


def _bodies(clocking: Clocking, names: Names, depth: int, width: int) -> dict[str, str]:
    """Write one register for each stage, one long register, and a generated chain."""
    data, out, enable, tap = names
    bits, total = (depth - 1).bit_length(), depth * width
    word = f"[{width - 1}:0] " if width > 1 else ""
    stages = [f"s{number}" for number in range(depth)]
    moves = "".join(f"    {b} <= {a};\n" for a, b in zip([data, *stages], stages, strict=False))
    zero = "".join(f"    {stage} <= {width}'d0;\n" for stage in stages)
    declared = f"    reg {word}{', '.join(stages)};\n"
    block = clocking.block(f"begin\n{zero}end", _when(enable, f"begin\n{moves}end"))
    line = f"    reg [{total - 1}:0] line;\n" + clocking.block(
        f"line <= {{{total}{{1'b0}}}};",
        _when(enable, f"line <= {{line[{total - width - 1}:0], {data}}};"),
    )
    each = clocking.block(
        f"stage[i] <= {width}'d0;", _when(enable, "stage[i] <= chain[i];"), indent=" " * 12
    )
    generated = (
        f"    wire {word}chain [0:{depth}];\n    reg {word}stage [0:{depth - 1}];\n"
        f"    assign chain[0] = {data};\n    genvar i;\n    generate\n"
        f"        for (i = 0; i < {depth}; i = i + 1) begin : stages\n{each}"
        f"            assign chain[i + 1] = stage[i];\n        end\n    endgenerate\n"
    )
    if tap is None:
        top = f"[{total - 1}:{total - width}]"
        return {
            "stages": f"{declared}{block}    assign {out} = {stages[-1]};\n",
            "line": f"{line}    assign {out} = line{top};\n",
            "generate": f"{generated}    assign {out} = chain[{depth}];\n",
        }
    arms = "".join(f"            {bits}'d{n}: {out} = {s};\n" for n, s in enumerate(stages[:-1]))
    case = f"        case ({tap})\n{arms}            default: {out} = {stages[-1]};\n"
    return {
        "case": f"{declared}{block}    always @(*)\n{case}        endcase\n",
        "line": f"{line}    assign {out} = line[{tap} * {width} +: {width}];\n",
        "generate": f"{generated}    assign {out} = stage[{tap}];\n",
    }


def _says(names: Names, depth: int) -> tuple[str, ...]:
    data, out, enable, tap = names
    clock = f"active clock edge with `{enable}` at 1" if enable else "active clock edge"
    hold = f" An edge with `{enable}` at 0 moves nothing." if enable else ""
    last = depth - 1
    show = f"`{out}` shows the last stage, number {last}"
    lag = f"that was sampled {depth} edges ago, counting the latest one as the first"
    if tap:
        show = f"`{out}` shows, combinationally, the stage whose number is the value of `{tap}`"
        lag = (
            f"that was sampled `{tap}`+1 edges ago, counting the latest one as the first; a new "
            f"value of `{tap}` acts at once"
        )
    return (
        f"A delay line of {depth} registers: at every {clock} the word at `{data}` enters stage 0 "
        f"and each stage n passes its word to stage n+1; {show}.{hold}",
        f"`{out}` is the value of `{data}` {lag}; only an {clock} counts.{hold}",
        f"Rules: 1. There are {depth} stages, 0 to {last}, each as wide as `{data}`. 2. At an "
        f"{clock}, all stages move at once: stage 0 takes `{data}`, stage k takes stage k-1. "
        f"3. {show[0]}{show[1:]}.{hold}",
        *_more(names, depth, clock, hold),
        f"Given the stream of words `{data}`, one at each {clock}, produce at `{out}` the word "
        f"{lag}.{hold}",
    )


def _more(names: Names, depth: int, clock: str, hold: str) -> tuple[str, ...]:
    """Describe the same line in other words."""
    data, out, _, tap = names
    stages = [f"s{n}" for n in range(depth)]
    chain = " -> ".join((data, *stages))
    code = ", ".join(f"{b} <= {a}" for a, b in zip([data, *stages], stages, strict=False))
    end, lag, old = f"`{out}` is the output of {stages[-1]}", f"{depth} of them", "the oldest word"
    sample = f"a word taken at edge number 1 is at `{out}` from edge number {depth} on"
    if tap:
        end = f"a multiplexer without a clock puts the stage whose number is in `{tap}` on `{out}`"
        lag = f"`{tap}` + 1 of them, so 1 to {depth}, with the present value of `{tap}`"
        old = f"the word number `{tap}` (the newest one has number 0)"
        sample = (
            f"with `{tap}` at 1, a word taken at edge number 1 is at `{out}` after edge number 2, "
            f"and with `{tap}` at 0 it is already there after edge number 1; in general the word "
            f"needs `{tap}` + 1 edges, and `{out}` follows `{tap}` without a clock"
        )
    return (
        f"Register chain {chain}, shifted at each {clock}; {end}.{hold}",
        f"Build a pipeline without logic between its {depth} stages {', '.join(stages)}. Each "
        f"{clock} performs {code}, all at once, and {end}.{hold}",
        f"`{out}` lags behind `{data}`. The lag is measured in edges that count, each being an "
        f"{clock}, and is {lag}; a lag of 1 means that `{out}` shows what the latest of these "
        f"edges has sampled.{hold}",
        f"This block is used to bring `{data}` in step with a slower path. It has {depth} "
        f"registers in series, clocked together at each {clock}. For example, {sample}.{hold}",
        f"Think of a queue that always holds {depth} words. At each {clock} the word at `{data}` "
        f"is put in at one end and the oldest one drops out at the other. `{out}` shows {old} of "
        f"those in the queue.{hold}",
        f"Create a delay line. Every bit of `{data}` has a shift register of its own with {depth} "
        f"places, shifted by one place at an {clock}. The first place is number 0, and `{out}` "
        "collects the bits of place "
        f"{f'number `{tap}`, at once' if tap else f'{depth - 1}'}.{hold}",
        f"You are asked to remember the last {depth} words of `{data}`, one for each {clock}. Of "
        f"these {old} is visible at `{out}`.{hold}",
        f"Assume registers r[0] to r[{depth - 1}] as wide as `{data}`. At an {clock}, r[0] gets "
        f"`{data}` and r[i] gets the old r[i-1] for all i > 0. As a wire, {out} = "
        f"r[{tap or depth - 1}].{hold}",
    )

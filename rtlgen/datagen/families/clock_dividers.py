"""Dividers of the clock by a number: a square wave, an uneven one, or an enable pulse."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import literal, vector
from rtlgen.datagen.told.clock_dividers import others


def draw(rng: random.Random) -> Drawn:
    """Draw a divider."""
    form = rng.choice(("toggle", "toggle", "pulse", "uneven"))
    period = rng.randint(3, 20) if form != "toggle" else 2 * rng.randint(2, 10)
    high = {"toggle": period // 2, "pulse": 1}.get(form, rng.randint(1, period - 1))
    is_low_first = form == "toggle" or rng.random() < 0.6
    wave = [0] * (period - high) + [1] * high
    wave = wave if is_low_first else wave[::-1]
    out = rng.choice(("tick", "pulse_o") if form == "pulse" else ("clk_out", "div_clk", "q"))
    enable = rng.choice((None, None, "en"))
    clocking = draw_clocking(rng)

    def update(state: int, levels: Levels) -> int:
        moves = enable is None or levels[enable]
        return (state + 1) % period if moves else state

    def outputs(state: int, levels: Levels) -> Known:
        del levels
        return {out: wave[state]}

    bodies = _bodies(clocking, wave, out, enable)
    if form == "toggle":
        bodies["toggle"] = _toggle(clocking, high, out, enable)
    rest = [
        clocking.says(rng, f"starts a period anew, with `{out}` at {wave[0]}") for _ in range(4)
    ]
    if enable:
        pause = f"While `{enable}` is 0 the divider and `{out}` hold; the reset works all the same."
        rest = [f"{text} {pause}" for text in rest]
    said = _says(out, wave, clocking.clock)
    told = [f"{text} {more}" for text, more in zip(said, rest * 3, strict=True)]
    new = zip(others(out, wave, clocking.clock), rest * 3, strict=False)
    return Drawn(
        family="clock_dividers",
        name=rng.choice((f"div{period}", "clk_divider", "prescaler", "top_module")),
        ports=(*clocking.ports, *([input_port(enable)] if enable else []), output_port(out)),
        bodies=bodies,
        registers={"registered": frozenset({out}), "toggle": frozenset({out})},
        says=(*told[:-1], *(f"{text} {more}" for text, more in new), told[-1]),
        behaviour=clocking.behaviour(0, update, outputs),
    )


def _when(enable: str | None, lines: str) -> str:
    return f"if ({enable}) {lines}" if enable else lines


def _bodies(clocking: Clocking, wave: list[int], out: str, enable: str | None) -> dict[str, str]:
    period, turn = len(wave), wave.index(1 - wave[0])
    width = (period - 1).bit_length()
    last, zero, begin = literal(period - 1, width), literal(0, width), f"1'b{wave[0]}"
    word = f"    reg {vector(width)}count;\n"
    compare = f"count {'>=' if not wave[0] else '<'} {literal(turn, width)}"
    step = f"count <= (count == {last}) ? {zero} : count + 1'b1;"
    registered = (
        f"begin\n    if (count == {last}) begin\n        count <= {zero};\n"
        f"        {out} <= {begin};\n    end else begin\n        count <= count + 1'b1;\n"
        f"        if (count == {literal(turn - 1, width)})\n"
        f"            {out} <= 1'b{1 - wave[0]};\n"
        "    end\nend"
    )
    parameters = (
        f"    localparam PERIOD = {period};\n    localparam TURN = {turn};\n{word}"
        f"    wire [{width - 1}:0] next_count = (count == PERIOD - 1) ? {zero} : count + 1'b1;\n"
    )
    level = "1'b0 : 1'b1" if not wave[0] else "1'b1 : 1'b0"
    return {
        "compare": word
        + clocking.block(f"count <= {zero};", _when(enable, f"begin\n    {step}\nend"))
        + f"    assign {out} = {compare};\n",
        "registered": word
        + clocking.block(
            f"begin\n    count <= {zero};\n    {out} <= {begin};\nend", _when(enable, registered)
        ),
        "parameters": parameters
        + clocking.block(
            f"count <= {zero};",
            f"count <= {f'{enable} ? next_count : count' if enable else 'next_count'};",
        )
        + f"    assign {out} = (count < TURN) ? {level};\n",
    }


def _toggle(clocking: Clocking, half: int, out: str, enable: str | None) -> str:
    """Write a counter of half a period that inverts the output."""
    width = (half - 1).bit_length()
    zero = literal(0, width)
    update = (
        f"begin\n    if (count == {literal(half - 1, width)}) begin\n        count <= {zero};\n"
        f"        {out} <= ~{out};\n    end else\n        count <= count + 1'b1;\nend"
    )
    reset = f"begin\n    count <= {zero};\n    {out} <= 1'b0;\nend"
    return f"    reg {vector(width)}count;\n" + clocking.block(reset, _when(enable, update))


def _says(out: str, wave: list[int], clock: str) -> tuple[str, ...]:
    period, begin = len(wave), wave[0]
    turn = wave.index(1 - begin)
    rest = period - turn
    return (
        f"Divide `{clock}` by {period}: in each period `{out}` is {begin} for {_cycles(turn)} and "
        f"then {1 - begin} for {_cycles(rest)}.",
        f"An internal count runs from 0 to {period - 1} and starts again; it is 0 after a reset. "
        f"`{out}` is {begin} while the count is below {turn} and {1 - begin} from {turn} on.",
        f"Rules for `{out}`: 1. It repeats every {_cycles(period)}. 2. A period begins with "
        f"{_cycles(turn)} at {begin}. 3. The other {_cycles(rest)} of the period are spent at "
        f"{1 - begin}. 4. It changes only at the active edge of `{clock}` or at a reset.",
        *_more(out, wave, clock),
        f"Given that the reset has been released, number the active edges 1, 2, 3 and so on "
        f"(those at which it is held do not count): `{out}` becomes {1 - begin} at edge "
        f"{turn}, {begin} at edge {period}, and this repeats with a period of {period} edges.",
    )


def _cycles(count: int) -> str:
    return "1 clock cycle" if count == 1 else f"{count} clock cycles"


def _more(out: str, wave: list[int], clock: str) -> tuple[str, ...]:
    """Describe the same divider in other words."""
    period, begin, high = len(wave), wave[0], sum(wave)
    turn, other = wave.index(1 - begin), 1 - begin
    rest, low = period - turn, period - high
    shape = f"{begin} for {_cycles(turn)}, then {other} for {_cycles(rest)}"
    where = "end" if begin == 0 else "beginning"
    shown = "".join(map(str, wave))
    level = "low" if begin == 0 else "high"
    flip = "high" if begin == 0 else "low"
    return (
        f"Clock divider by {period}, duty cycle {high}/{period}, output {out}, {level} first: "
        f"{shape}, and so on.",
        f"Build a counter modulo {period} that begins at 0 and decode it: `{out}` = (count >= "
        f"{turn}) ? {other} : {begin}.",
        f"`{out}` has the frequency of `{clock}` divided by {period}. Each of its periods consists "
        f"of {_cycles(turn)} {level} followed by {_cycles(rest)} {flip}.",
        f"Play the pattern {shown} on `{out}`, from left to right, one digit per cycle of "
        f"`{clock}`, again and again. For example, the digit after the last {wave[-1]} is the "
        f"{begin} on the left.",
        f"This block is used to slow down `{clock}`. In every {_cycles(period)}, `{out}` is 1 "
        f"during the {_cycles(high)} at the {where} and 0 during the {_cycles(low)} that are left.",
        f"A timer counts the active edges of `{clock}`. As soon as `{out}` has been {begin} for "
        f"{_cycles(turn)} it becomes {other}; as soon as it has been {other} for {_cycles(rest)} "
        f"it becomes {begin} again.",
        f"Create a periodic signal `{out}`. With the cycles of a period numbered 0 to "
        f"{period - 1}, it is {other} in those from {turn} to {period - 1} and {begin} in all "
        "that come before.",
        f"You are asked for {_cycles(high)} of 1 and {_cycles(low)} of 0 on `{out}` in turn, "
        f"for ever, all of them cycles of `{clock}`. The part with {begin} comes first.",
    )

"""Debouncers: the output follows the input after a number of equal samples."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import literal

State = tuple[int, tuple[int, ...]]
"""The output, and the samples of the latest edges, oldest first."""


def draw(rng: random.Random) -> Drawn:
    """Draw a debouncer."""
    count, first = rng.choice((2, 3, 3, 4, 4, 5, 6, 8)), rng.choice((0, 0, 1))
    data, out = rng.choice(("in", "btn", "noisy", "raw")), rng.choice(("out", "clean", "stable"))
    enable = rng.choice((None, None, "tick", "sample"))
    clocking = draw_clocking(rng)

    def update(state: State, levels: Levels) -> State:
        if enable is not None and not levels[enable]:
            return state
        samples = (*state[1], levels[data])[-count:]
        is_equal = len(samples) == count and len(set(samples)) == 1
        return (levels[data] if is_equal else state[0]), samples

    def outputs(state: State, levels: Levels) -> Known:
        del levels
        return {out: state[0]}

    names = (data, out, enable)
    return Drawn(
        family="debouncers",
        name=rng.choice(("debounce", "debouncer", "glitch_filter", "top_module")),
        ports=(
            *clocking.ports, input_port(data), *([input_port(enable)] if enable else []),
            output_port(out),
        ),
        bodies={
            "counter": _counter(clocking, names, count, first),
            "window": _window(clocking, names, count, first),
            "cleared": _cleared(clocking, names, count, first),
        },
        registers={"counter": frozenset({out}), "window": frozenset({out})},
        says=_says(rng, clocking, names, count, first),
        behaviour=clocking.behaviour((first, (first,) * count), update, outputs),
    )  # fmt: skip


Names = tuple[str, str, str | None]


def _when(enable: str | None, lines: str) -> str:
    return f"if ({enable}) {lines}" if enable else lines


def _counter(clocking: Clocking, names: Names, count: int, first: int) -> str:
    """Count the samples that differ from the output."""
    (data, out, enable), width = names, (count - 1).bit_length()
    zero = literal(0, width)
    update = (
        f"begin\n    if ({data} == {out})\n        run <= {zero};\n"
        f"    else if (run == {literal(count - 1, width)}) begin\n        run <= {zero};\n"
        f"        {out} <= {data};\n    end else\n        run <= run + 1'b1;\nend"
    )
    reset = f"begin\n    run <= {zero};\n    {out} <= 1'b{first};\nend"
    word = f"[{width - 1}:0] " if width > 1 else ""
    return f"    reg {word}run;\n" + clocking.block(reset, _when(enable, update))


def _window(clocking: Clocking, names: Names, count: int, first: int) -> str:
    """Keep the samples and ask whether all are equal."""
    data, out, enable = names
    top = count - 2
    kept = f"{{past[{top - 1}:0], {data}}}" if top > 0 else data
    word = f"[{top}:0] " if top else ""
    every = "&past" if top else "past"
    some = "|past" if top else "past"
    update = (
        f"begin\n    past <= {kept};\n    if (({every}) && {data})\n        {out} <= 1'b1;\n"
        f"    else if (!({some}) && !{data})\n        {out} <= 1'b0;\nend"
    )
    reset = f"begin\n    past <= {{{count - 1}{{1'b{first}}}}};\n    {out} <= 1'b{first};\nend"
    return f"    reg {word}past;\n" + clocking.block(reset, _when(enable, update))


def _cleared(clocking: Clocking, names: Names, count: int, first: int) -> str:
    """Shift a one along while the input differs, and invert when it arrives."""
    data, out, enable = names
    top = count - 2
    kept = f"{{marks[{top - 1}:0], 1'b1}}" if top > 0 else "1'b1"
    word = f"[{top}:0] " if top else ""
    last = f"marks[{top}]" if top else "marks"
    wires = f"    wire differs = {data} ^ level;\n    wire turns = differs & {last};\n"
    update = (
        f"begin\n    level <= level ^ turns;\n"
        f"    marks <= (differs & ~turns) ? {kept} : {literal(0, count - 1)};\nend"
    )
    reset = f"begin\n    level <= 1'b{first};\n    marks <= {literal(0, count - 1)};\nend"
    block = clocking.block(reset, _when(enable, update))
    return f"    reg level;\n    reg {word}marks;\n{wires}{block}    assign {out} = level;\n"


def _says(
    rng: random.Random, clocking: Clocking, names: Names, count: int, first: int
) -> tuple[str, ...]:
    data, out, enable = names
    state = f"sets `{out}` to {first} and makes all earlier samples count as {first}"
    rest = [clocking.says(rng, state) for _ in range(4)]
    edge = "every active clock edge"
    if enable:
        edge = f"every active clock edge at which `{enable}` is 1"
        pause = f"An edge with `{enable}` at 0 takes no sample and changes nothing."
        rest = [f"{pause} {text}" for text in rest]
    shorter = f"{count - 1} sample" + ("s" if count > 2 else "")
    return (
        f"A debouncer for `{data}`, sampled at {edge}: `{out}` changes to the new level at the "
        f"edge that takes the {count}th equal sample in a row.".replace("2th", "2nd").replace(
            "3th", "3rd"
        )
        + f" {rest[0]}",
        f"Filter glitches out of `{data}`. One sample is taken at {edge}; a level that lasts for "
        f"{shorter} or less is ignored, and with sample number {count} of a level the register "
        f"`{out}` takes it over at the same edge. {rest[1]}",
        f"Rules: 1. Sample `{data}` at {edge}. 2. If the latest {count} samples, the new one among "
        f"them, are all 1, set `{out}`. 3. If they are all 0, clear it. 4. In any other case leave "
        f"it as it is. {rest[2]}",
        f"Given the samples of `{data}` at {edge}, count those in a row that differ from `{out}` "
        f"(a sample equal to `{out}` sets the count to 0); the one that makes the count {count} "
        f"also inverts `{out}` at that edge and sets the count to 0. {rest[3]}",
    )

"""Parity of a serial bit stream: of frames of a fixed length."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import literal, vector
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.serial_parity import others

State = tuple[tuple[int, ...], int, int]
"""The bits of the frame so far, the parity of the latest whole frame, and whether it is new."""
Names = tuple[str, str, str, str | None]


def draw(rng: random.Random) -> Drawn:
    """Draw a parity of frames."""
    length, is_odd = rng.choice((2, 3, 4, 4, 5, 7, 8, 9)), rng.random() < 0.4
    data, out = rng.choice(("in", "din", "bit_in", "rx")), rng.choice(("parity", "p", "out"))
    done, enable = rng.choice(("done", "ready", "frame_end")), rng.choice((None, "en", "valid"))
    clocking = draw_clocking(rng)

    def update(state: State, levels: Levels) -> State:
        bits, parity, _ = state
        if enable is not None and not levels[enable]:
            return bits, parity, 0
        bits = (*bits, levels[data])
        if len(bits) < length:
            return bits, parity, 0
        return (), (bits.count(1) + is_odd) % 2, 1

    def outputs(state: State, levels: Levels) -> Known:
        del levels
        return {out: state[1], done: state[2]}

    first: State = ((), 0, 0)
    names: Names = (data, out, done, enable)
    state = f"starts a new frame and clears `{out}` and `{done}` to 0"
    rest = [clocking.says(rng, state) for _ in range(4)]
    said = _says(names, length, is_odd=is_odd)
    ends = [*clocks(clocking, state)[:4], *rest[:2]] * 2
    tails = [*(rest[:3] * 4)[: len(said) - 11], *ends[:10], rest[3]]
    return Drawn(
        family="serial_parity",
        name=rng.choice(("frame_parity", "serial_parity", f"parity{length}", "top_module")),
        ports=(
            *clocking.ports, input_port(data), *([input_port(enable)] if enable else []),
            output_port(out), output_port(done),
        ),
        bodies={
            "running": _running(clocking, names, length, is_odd=is_odd),
            "kept": _kept(clocking, names, length, is_odd=is_odd),
        },
        registers={"running": frozenset({out, done})},
        says=tuple(f"{text} {tail}" for text, tail in zip(said, tails, strict=True)),
        behaviour=clocking.behaviour(first, update, outputs),
    )  # fmt: skip


def _running(clocking: Clocking, names: Names, length: int, *, is_odd: bool) -> str:
    """Keep the parity of the bits so far, and count them."""
    (data, out, done, enable), width = names, (length - 1).bit_length()
    zero, start = literal(0, width), f"1'b{int(is_odd)}"
    inner = [
        f"if (count == {literal(length - 1, width)}) begin", f"    count <= {zero};",
        f"    odd <= {start};", f"    {out} <= odd ^ {data};", f"    {done} <= 1'b1;",
        "end else begin", "    count <= count + 1'b1;", f"    odd <= odd ^ {data};", "end",
    ]  # fmt: skip
    if enable:
        inner = [f"if ({enable}) begin", *(f"    {line}" for line in inner), "end"]
    update = "\n".join(["begin", f"    {done} <= 1'b0;", *(f"    {one}" for one in inner), "end"])
    reset = (
        f"begin\n    count <= {zero};\n    odd <= {start};\n    {out} <= 1'b0;\n"
        f"    {done} <= 1'b0;\nend"
    )
    return f"    reg {vector(width)}count;\n    reg odd;\n" + clocking.block(reset, update)


def _kept(clocking: Clocking, names: Names, length: int, *, is_odd: bool) -> str:
    """Keep the bits themselves, a mark in front of them, and reduce them at the end."""
    data, out, done, enable = names
    word, start = f"[{length - 1}:0]", literal(1, length)
    ready = f"    wire whole = {f'{enable} && ' if enable else ''}bits[{length - 1}];\n"
    shifted = f"{{bits[{length - 2}:0], {data}}}"
    keep = f"bits <= bits[{length - 1}] ? {start} : {shifted};"
    if enable:
        keep = f"if ({enable})\n    {keep}"
    extra = " ^ 1'b1" if is_odd else ""
    parity = f"^{shifted}{extra}"
    return (
        f"    reg {word} bits;\n    reg result, ended;\n{ready}"
        + clocking.block(f"bits <= {start};", keep)
        + clocking.block("ended <= 1'b0;", "ended <= whole;")
        + clocking.block("result <= 1'b0;", f"if (whole)\n    result <= {parity};")
        + f"    assign {out} = result;\n    assign {done} = ended;\n"
    )


def _says(names: Names, length: int, *, is_odd: bool) -> tuple[str, ...]:
    data, out, done, enable = names
    clock = f"active clock edge with `{enable}` at 1" if enable else "active clock edge"
    hold = (
        f" At an edge with `{enable}` at 0 no bit is taken, the frame waits, `{out}` holds, and "
        f"`{done}` becomes 0."
        if enable
        else ""
    )
    number = "even" if is_odd else "odd"
    kind, extra = ("odd", " inverted") if is_odd else ("even", "")
    pulse = (
        f"`{done}` is 1 for the one clock cycle after the edge that takes the last bit of a frame, "
        "and 0 otherwise"
    )
    keeps = f"`{out}` changes only at that edge and keeps its value until the next frame is whole"
    return (
        f"Divide the bits of `{data}`, one per {clock}, into frames of {length}. `{out}` is the "
        f"{kind} parity bit of the latest whole frame (1 if the frame has an {number} number of "
        f"ones); {pulse}; {keeps}.{hold}",
        f"A serial receiver takes a bit of `{data}` at every {clock}. With bit number {length} of "
        f"a frame, `{out}` becomes the XOR of the {length} bits{extra}, and the next bit begins a "
        f"new frame. {pulse}; {keeps}.{hold}",
        f"Rules: 1. Take one bit of `{data}` at each {clock}. 2. Every {length} bits make a frame; "
        f"frames follow each other without a gap. 3. At the edge of the last bit, set `{out}` to 1 "
        f"if the number of ones in the frame is {number}, else to 0. 4. {pulse}; {keeps}.{hold}",
        *_more(names, length, is_odd=is_odd),
        *others(names, length, is_odd=is_odd),
        f"Given a bit stream at `{data}` (one bit per {clock}), compute for each block of {length} "
        f"consecutive bits after the reset the sum of the bits{' plus 1' if is_odd else ''}, "
        f"modulo 2, and put it into `{out}` at the edge of the last bit; {pulse}; {keeps}.{hold}",
    )


def _more(names: Names, length: int, *, is_odd: bool) -> tuple[str, ...]:
    """Say the same in more ways."""
    data, out, done, enable = names
    edge = f"active edge that sees `{enable}` = 1" if enable else "active edge"
    skip = (
        f" Edges with `{enable}` = 0 are skipped: the position in the frame and `{out}` stay, and "
        f"`{done}` is 0 after them."
        if enable
        else ""
    )
    kind = "odd" if is_odd else "even"
    ones = "an even number of ones" if is_odd else "an odd number of ones"
    last = f"the {length}th" if length > 3 else f"the {('second', 'third')[length - 2]}"
    flag = f"`{done}` pulses: it is 1 for one cycle, right after the edge of the last bit, else 0"
    start, toggled = int(is_odd), "1" if is_odd else "0"
    bits = "1" * (length - 1) + "0"
    result = (length - 1 + is_odd) % 2
    held = f"`{out}` stays as it is while the next frame comes in"
    return (
        f"Serial {kind}-parity generator: {length}-bit frames on `{data}`, back to back; `{out}` "
        f"is updated and `{done}` pulses for a cycle after each frame's last bit.{skip}",
        f"Create a circuit that reads `{data}` serially, one bit at each {edge}. A parity "
        f"flip-flop starts each frame at {start} and toggles on every 1. After {length} bits its "
        f"final value (the last bit included) is copied to `{out}`. {flag}. "
        f"{held[0].upper()}{held[1:]}.{skip}",
        f"Count the bits of `{data}` modulo {length}, one for each {edge}. Whenever {last} one of "
        f"a group is taken, the register `{out}` is loaded with 1 if the group has {ones}, "
        f"otherwise with 0. {flag}; {held}.{skip}",
        f"This block makes the check bit for a serial sender. The sender sends {length} data bits "
        f"on `{data}`, a bit at each {edge}, then the next {length} without a pause. The check bit "
        f"`{out}` of the group just ended makes the number of ones in group and check bit "
        f"together {kind}. {flag}. Until the next group has ended, the check bit remains.{skip}",
        f"Assume that a frame on `{data}` is {bits} ({length} bits, one at each {edge}). Then "
        f"`{out}` is {result} after it. In general it is {toggled} plus all {length} bits of the "
        f"latest complete frame, modulo 2. {flag}; {held}.{skip}",
        f"When does `{out}` change? Only at the edge that takes bit {length} of a frame from "
        f"`{data}`. To which value? To {kind} parity of the frame: 1 for {ones}, 0 otherwise. How "
        f"do frames lie in the stream? One bit at each {edge}, no bits between frames. And "
        f"`{done}`? {flag.removeprefix(f'`{done}` ')[0].upper()}"
        f"{flag.removeprefix(f'`{done}` ')[1:]}.{skip}",
        f"You are given a stream `{data}` that is to be cut into blocks of {length} bits, a bit at "
        f"each {edge}, starting right after the reset. For each block compute the "
        f"{'XNOR (inverted XOR)' if is_odd else 'XOR'} of all its bits; it appears on `{out}` at "
        f"the edge that takes the block's last bit. {flag}; {held}.{skip}",
        f"The output `{done}` is a marker of one cycle that says that `{out}` is fresh. Both are "
        f"registers. The marker is set by the edge at which {last} bit of a frame is taken from "
        f"`{data}` (one bit at each {edge}) and cleared by the next one, unless that ends a frame "
        f"too. `{out}` then tells whether the frame has {ones} (1) or not (0), and keeps telling "
        f"it until the marker is set again.{skip}",
    )

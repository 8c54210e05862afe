"""Timers that a bit pattern starts: the bits after it say how long, then it waits to be read."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end, literal, vector

State = tuple[str, str, int]
"""Phase, bits that have come in it, clocks still to wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timer:
    clocking: Clocking
    pattern: str
    """In the order in which the bits come."""
    size: int
    """How many bits of a number follow."""
    data: str
    ack: str
    busy: str
    done: str

    def update(self, state: State, levels: Levels) -> State:
        """Search, collect, wait, and be read."""
        phase, text, left = state
        text += str(levels[self.data])
        if phase == "search":
            return ("collect", "", 0) if text.endswith(self.pattern) else (phase, text[-8:], 0)
        if phase == "collect":
            return ("wait", "", int(text, 2)) if len(text) == self.size else (phase, text, 0)
        if phase == "wait":
            return (phase, "", left - 1) if left else ("done", "", 0)
        return ("search", "", 0) if levels[self.ack] else ("done", "", 0)

    def outputs(self, state: State, levels: Levels) -> Known:
        """Tell the phase."""
        del levels
        return {self.busy: int(state[0] == "wait"), self.done: int(state[0] == "done")}

    def matched(self, text: str) -> int:
        """Return how much of the pattern is at the end of a text."""
        return next(n for n in range(len(text), -1, -1) if text.endswith(self.pattern[:n]))


def draw(rng: random.Random) -> Drawn:
    """Draw a pattern and the length of the number."""
    length, names = rng.choice((2, 3, 3, 4)), rng.choice((
        ("rxd", "taken", "run", "fin"), ("din", "clear_done", "waiting", "expired"),
        ("in", "seen", "busy", "ring"), ("rx", "ok", "running", "finished"),
    ))  # fmt: skip
    timer = _Timer(
        clocking=draw_clocking(rng), size=rng.choice((2, 2, 3, 4)), data=names[0], ack=names[1],
        pattern="".join(rng.choice("01") for _ in range(length)), busy=names[2], done=names[3],
    )  # fmt: skip
    bodies = {"states": _states(timer), "history": _history(timer)}
    first: State = ("search", "", 0)
    return Drawn(
        family="pattern_timers",
        name=rng.choice(("pattern_timer", "delay_starter", "coded_timer", "top_module")),
        ports=(
            *timer.clocking.ports, input_port(timer.data), input_port(timer.ack),
            output_port(timer.busy), output_port(timer.done),
        ),
        bodies=bodies,
        registers={"history": frozenset({timer.busy, timer.done})},
        says=_says(rng, timer),
        behaviour=timer.clocking.behaviour(first, timer.update, timer.outputs),
    )  # fmt: skip


def _joined(name: str, size: int, data: str) -> str:
    """Write a word that is shifted left by one place, with a new bit behind."""
    return f"{{{name}[{size - 2}:0], {data}}}".replace("[0:0]", "[0]")


def _states(timer: _Timer) -> str:
    """Write one machine with a state for each matched part of the pattern."""
    length, size, data = len(timer.pattern), timer.size, timer.data
    bits, last = (length + 2).bit_length(), literal(timer.size - 1, 3)
    arms = ""
    for count in range(length):
        ways = {}
        for bit in "01":
            text = timer.pattern[:count] + bit
            ways[bit] = "COLLECT" if text == timer.pattern else str(timer.matched(text))
        arms += f"    {count}: state <= {data} ? {ways['1']} : {ways['0']};\n"
    arms += (
        f"    COLLECT: begin\n        left <= {_joined('left', size, data)};\n"
        f"        index <= index + 3'd1;\n        if (index == {last})\n"
        "            state <= WAIT;\n    end\n"
        f"    WAIT: begin\n        left <= left - {literal(1, size)};\n        index <= 3'd0;\n"
        "        if (left == 0)\n            state <= DONE;\n    end\n"
        f"    default:\n        if ({timer.ack})\n            state <= 0;\n"
    )
    resets = ["state <= 0;", "index <= 3'd0;", f"left <= {literal(0, size)};"]
    return (
        f"    localparam COLLECT = {length}, WAIT = {length + 1}, DONE = {length + 2};\n"
        f"    reg {vector(bits)}state;\n    reg [2:0] index;\n    reg {vector(size)}left;\n\n"
        f"{timer.clocking.block(begin_end(resets), f'case (state){chr(10)}{arms}endcase')}"
        f"    assign {timer.busy} = (state == WAIT);\n    assign {timer.done} = (state == DONE);\n"
    )


def _history(timer: _Timer) -> str:
    """Keep the latest bits and how many there are; the phases are single bits."""
    length, size, data = len(timer.pattern), timer.size, timer.data
    full, last = literal(length - 1, 3), literal(size - 1, 3)
    update = begin_end([
        f"if ({timer.busy}) begin", "    if (left == 0) begin", f"        {timer.busy} <= 1'b0;",
        f"        {timer.done} <= 1'b1;", "    end else",
        f"        left <= left - {literal(1, size)};",
        f"end else if ({timer.done}) begin", f"    {timer.done} <= !{timer.ack};",
        "    number <= 3'd0;", "end else if (collects) begin",
        f"    left <= {_joined('left', size, data)};", "    number <= number + 3'd1;",
        f"    if (number == {last}) begin", "        collects <= 1'b0;",
        f"        {timer.busy} <= 1'b1;", "    end", "end else begin",
        f"    latest <= {_joined('latest', length, data)};",
        f"    if (number < {full})", "        number <= number + 3'd1;",
        f"    else if ({_joined('latest', length, data)} == {length}'b{timer.pattern}) begin",
        "        collects <= 1'b1;", "        number <= 3'd0;", "    end", "end",
    ])  # fmt: skip
    resets = begin_end([
        f"{timer.busy} <= 1'b0;", f"{timer.done} <= 1'b0;", "collects <= 1'b0;",
        "number <= 3'd0;", f"latest <= {length}'d0;", f"left <= {literal(0, size)};",
    ])  # fmt: skip
    return (
        f"    reg collects;\n    reg [2:0] number;\n    reg {vector(length)}latest;\n"
        f"    reg {vector(size)}left;\n\n{timer.clocking.block(resets, update)}"
    )


def _says(rng: random.Random, timer: _Timer) -> tuple[str, ...]:
    data, ack, busy, done = (f"`{n}`" for n in (timer.data, timer.ack, timer.busy, timer.done))
    pattern, size = timer.pattern, timer.size
    spelled = ", ".join(pattern)
    state = f"starts a new search, with {busy} and {done} at 0"
    rest = [timer.clocking.says(rng, state) for _ in range(4)]
    once = "bits from before the search do not count, and bits of a failed attempt may already "
    once += "be the beginning of the pattern"
    return (
        f"A timer that is started by the serial pattern {pattern} (left bit first) at {data}, one "
        f"bit per active edge; {once}. The {size} bits right after the pattern, most significant "
        f"first, are an unsigned number n. Then {busy} is 1 for n + 1 clocks. After that {done} is "
        f"1 until {ack} is 1 at an edge; with that edge a new search begins. {rest[0]}",
        f"Build a machine with four phases. 1. Search: look for the bits {spelled} in this order "
        f"at {data} ({once}). 2. Collect: the next {size} edges take the bits of a number n, the "
        f"most significant one first. 3. Wait: {busy} is 1 for exactly n + 1 clock periods, and "
        f"{data} is ignored. 4. Done: {done} is 1, {data} is ignored, and an edge at which {ack} "
        f"is "
        f"1 leads back to phase 1, where the next bit is the first of the new search. Outside of "
        f"their phases {busy} and {done} are 0; {ack} matters in phase 4 only. {rest[1]}",
        f"A delay whose length is sent with its start. Frame at {data}: the start pattern "
        f"{pattern} "
        f"and a number of {size} bits (both in the order of writing, the top bit of the number "
        f"first). When the last bit of the number is taken, {busy} becomes 1 with the same edge; "
        f"it "
        f"falls after n + 1 clocks for the number n, and {done} rises at that edge. {done} falls "
        f"with the first edge at which {ack} is 1 while {done} is 1; bits are looked at again from "
        f"the next edge on. While searching, {once}. {rest[2]}",
        f"Given serial bits at {data}, find {pattern} (first bit on the left; {once}), read the "
        f"{size}-bit number n that follows with its top bit first, and compute the outputs: {busy} "
        f"= 1 during the n + 1 clocks after the last bit of the number, then {done} = 1 until an "
        f"edge with {ack} = 1, and both 0 otherwise. {data} is ignored while {busy} or {done} is "
        f"1. "
        f"{rest[3]}",
    )

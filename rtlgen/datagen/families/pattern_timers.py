"""Timers that a bit pattern starts: the bits after it say how long, then it waits to be read."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end, literal, vector
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.pattern_timers import others

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
        *_more(timer, once, rest[:3]),
        *others(
            (timer.data, timer.ack, timer.busy, timer.done),
            pattern,
            size,
            clocks(timer.clocking, state)[4:],
        ),
        f"Given serial bits at {data}, find {pattern} (first bit on the left; {once}), read the "
        f"{size}-bit number n that follows with its top bit first, and compute the outputs: {busy} "
        f"= 1 during the n + 1 clocks after the last bit of the number, then {done} = 1 until an "
        f"edge with {ack} = 1, and both 0 otherwise. {data} is ignored while {busy} or {done} is "
        f"1. "
        f"{rest[3]}",
    )


def _more(timer: _Timer, once: str, rest: list[str]) -> tuple[str, ...]:
    """Say the same in more ways; a text tells which bits count in a search."""
    data, ack, busy, done = (f"`{n}`" for n in (timer.data, timer.ack, timer.busy, timer.done))
    pattern, size = timer.pattern, timer.size
    letters = ", ".join(f"then {bit}" if n else bit for n, bit in enumerate(pattern))
    shown = f"{2:0{size}b}"
    said = (
        f"Serial-start delay timer. Start sequence {pattern} on {data} (leftmost bit arrives "
        f"first; {once}), followed by a {size}-bit delay D, MSB first; {busy} high for D + 1 "
        f"cycles; then {done} high until {ack} is sampled high; then back to the search.",
        f"Create a timer that listens to {data}. It waits until it has seen {letters} on "
        f"successive edges ({once}). The following {size} bits are shifted into a delay register, "
        f"MSB first, and at the edge of the last of them counting begins: {busy} is asserted for "
        f"the value of the register plus one cycles. When it is over, {done} is asserted instead, "
        f"and it stays until {ack} is 1 at an active edge. The search starts afresh from there.",
        f"Three jobs have to be done in turn. First, detect {pattern} in the bit stream {data}, "
        f"in the order of reading; here {once}. Second, shift in {size} more bits, highest place "
        f"first, as an unsigned delay. Third, count (delay + 1) cycles with {busy} = 1 and "
        f"ignore the stream. Then tell the user by {done} = 1 and wait for {ack} = 1; the edge "
        f"that reads it goes back to the first job, with an empty memory of the stream.",
        f"This block is a kitchen timer with a serial input {data}. After the key word {pattern} "
        f"(sent from left to right; {once}) comes the time, {size} bits with the biggest weight "
        f"first. {busy} then means that the time is running, which takes one cycle more than the "
        f"number says: {shown} keeps it at 1 for 3 cycles. {done} means that it has run out; it "
        f"is 1 right after {busy} and until {ack} has been read as 1. Both are 0 in all other "
        f"states, and {ack} has no effect in them.",
        f"The output {busy} is 1 in the waiting state only, and {done} in the finished state only. "
        f"The machine enters the waiting state when {size} bits (MSB first, value v) have been "
        f"read after a match of {pattern} in {data}, first bit at the left; {once}. It leaves the "
        f"waiting state after v + 1 cycles for the finished state, and the finished state at an "
        f"edge where {ack} is 1, for a new hunt that begins with the following bit.",
        f"Assume a stream {data} of one bit per active edge. Hunt for {pattern} (oldest bit "
        f"written first), where {once}. Load a down counter with the {size} bits behind the match, "
        f"MSB first. {busy} = 1 while the counter goes from this value down to 0, one step a "
        f"cycle, 0 included. Afterwards {done} = 1 as long as {ack} is read as 0; an edge with a 1 "
        f"restarts the hunt, and bits that passed by in the meantime are forgotten.",
        f"Build a finite state machine with a counter. SEARCH: until the last bits of {data} are "
        f"{pattern}, the leftmost being the earliest; {once}. SHIFT: {size} cycles, in which a "
        f"number k comes in on {data}, most significant bit leading. COUNT: k + 1 cycles with "
        f"{busy} = 1. DONE: {done} = 1, until {ack} = 1 at an edge, then SEARCH. In SEARCH and "
        f"SHIFT both outputs are 0; in COUNT and DONE the level of {data} has no meaning.",
        f"How long is {busy} high? For n + 1 clock periods, where n is the unsigned number in the "
        f"{size} bits (top bit first) that follow the word {pattern} on {data}. When does that "
        f"word count? As soon as its bits have come in a row, left to right; {once}. What comes "
        f"next? {done} goes high in place of {busy} and falls at the first edge that finds {ack} "
        f"at 1, and only bits after that edge are searched again.",
    )
    return tuple(f"{text} {rest[n % 3]}" for n, text in enumerate(said))

"""Framers: packets of a few words in a stream; a bit of a word tells that it may be the first."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end
from rtlgen.datagen.told.packet_framers import others

State = tuple[tuple[int, ...], bool, int]
"""The words of the packet that is coming in, whether one has just been completed, the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Framer:
    word: str
    """Name of the input."""
    size: int
    """Bits of a word."""
    count: int
    """Words of a packet."""
    mark: int
    """Bit that a first word is known by."""
    marked: int
    """Level of that bit."""
    valid: str | None
    """Input that tells whether there is a word."""
    done: str
    packet: str | None
    is_first_high: bool
    """The first word becomes the most significant part of the packet."""
    clocking: Clocking

    @property
    def unit(self) -> str:
        """What a word is called."""
        return {8: "byte", 4: "nibble"}.get(self.size, "word")

    @property
    def total(self) -> int:
        """Bits of a packet."""
        return self.size * self.count

    @property
    def is_first(self) -> str:
        """Write when a word is marked."""
        return f"{'' if self.marked else '!'}{self.word}[{self.mark}]"

    def update(self, state: State, levels: Levels) -> State:
        """Take in a word."""
        words, _, last = state
        word = levels[self.word]
        if self.valid and not levels[self.valid]:
            return words, False, last
        if not words and word >> self.mark & 1 != self.marked:
            return (), False, last
        words = (*words, word)
        if len(words) < self.count:
            return words, False, last
        ordered = words[::-1] if self.is_first_high else words
        return (), True, sum(word << self.size * n for n, word in enumerate(ordered))

    def outputs(self, state: State, levels: Levels) -> Known:
        """Show the latest packet."""
        del levels
        found = {self.done: int(state[1])}
        return {**found, self.packet: state[2]} if self.packet else {**found}


def draw(rng: random.Random) -> Drawn:
    """Draw a framer."""
    size = rng.choice((8, 8, 8, 4, 5, 16))
    framer = _Framer(
        word=rng.choice(("in", "data_in", "rx_byte", "din")), size=size,
        count=rng.choice((2, 3, 3, 4)), mark=rng.choice((size - 1, 0, rng.randrange(size))),
        marked=rng.choice((1, 1, 1, 0)), valid=rng.choice((None, None, "valid", "in_valid")),
        done=rng.choice(("done", "pkt_done", "complete")),
        packet=rng.choice((None, "packet", "out_bytes", "msg")), is_first_high=rng.random() < 0.7,
        clocking=draw_clocking(rng),
    )  # fmt: skip
    names = [framer.done, *([framer.packet] if framer.packet else [])]
    cleared = " and ".join(f"`{name}`" for name in names)
    reset = f"clears {cleared} to 0 and starts the search for a first {framer.unit} anew"
    rest = [framer.clocking.says(rng, reset) for _ in range(4)]
    shown = [output_port(framer.packet, framer.total)] if framer.packet else []
    outs = frozenset(names)
    told = [f"{text} {more}" for text, more in zip(_says(framer), rest * 3, strict=True)]
    new = zip(_others(framer), rest * 3, strict=False)
    first: State = ((), False, 0)
    return Drawn(
        family="packet_framers",
        name=rng.choice(("framer", "packet_fsm", "pkt_sync", "top_module")),
        ports=(
            *framer.clocking.ports, *([input_port(framer.valid)] if framer.valid else []),
            input_port(framer.word, size), *shown, output_port(framer.done),
        ),
        bodies={"count": _count(framer), "states": _states(framer)},
        registers={"count": outs, "states": outs - {framer.done}},
        says=(*told[:-1], *(f"{text} {more}" for text, more in new), told[-1]),
        behaviour=framer.clocking.behaviour(first, framer.update, framer.outputs),
    )  # fmt: skip


def _joined(framer: _Framer, names: list[str]) -> str:
    """Write the packet, from its words in the order of their coming."""
    return f"{{{', '.join(names if framer.is_first_high else names[::-1])}}}"


def _count(framer: _Framer) -> str:
    """Write the number of words that are there, and a shift register for them."""
    size, last, word = framer.size, framer.count - 1, framer.word
    names = [f"held[{size * (last - n) - 1}:{size * (last - n - 1)}]" for n in range(last)]
    old = f"held[{size * (last - 1) - 1}:0], " if last > 1 else ""
    start = f"count != 0 || {framer.is_first}"
    if framer.valid:
        start = f"{framer.valid} && ({start})"
    keep = f"        held <= {{{old}{word}}};" if framer.packet else ""
    take = f"        {framer.packet} <= {_joined(framer, [*names, word])};" if framer.packet else ""
    update = begin_end([
        f"{framer.done} <= 1'b0;", f"if ({start}) begin", keep, f"    if (count == {last}) begin",
        "        count <= 2'd0;", f"        {framer.done} <= 1'b1;", take,
        "    end else", "        count <= count + 1'b1;", "end",
    ])  # fmt: skip
    update = update.replace("            held", "        held")
    clear = [f"{framer.packet} <= {framer.total}'d0;", f"held <= {size * last}'d0;"]
    reset = ["count <= 2'd0;", f"{framer.done} <= 1'b0;", *(clear if framer.packet else [])]
    head = f"    reg [{size * last - 1}:0] held;\n" if framer.packet else ""
    return f"    reg [1:0] count;\n{head}" + framer.clocking.block(begin_end(reset), update)


def _states(framer: _Framer) -> str:
    """Write a Moore machine with a state for each word and one for the end."""
    count, width = framer.count, framer.count.bit_length()
    names = [*(f"WORD{n}" for n in range(1, count + 1)), "DONE"]
    listed = ", ".join(f"{name} = {width}'d{n}" for n, name in enumerate(names))
    also, arms = f"{framer.valid} && " if framer.valid else "", ""
    for number, here in enumerate(names[:-1]):
        test = f"{also}{framer.is_first}" if number == 0 else framer.valid
        goal = f"following = {names[number + 1]};"
        arms += f"            {here}: {f'if ({test}) ' if test else ''}{goal}\n"
    arms += f"            DONE: following = ({also}{framer.is_first}) ? WORD2 : WORD1;\n"
    arms += "            default: following = WORD1;\n"
    parts = [f"w{n}" for n in range(1, count)]
    head = (
        f"    localparam [{width - 1}:0] {listed};\n    reg [{width - 1}:0] state, following;\n"
        f"    always @(*) begin\n        following = state;\n        case (state)\n{arms}"
        f"        endcase\n    end\n    assign {framer.done} = (state == DONE);\n"
    )
    update, reset = ["state <= following;"], ["state <= WORD1;"]
    if framer.packet:
        head += f"    reg [{framer.size - 1}:0] {', '.join(parts)};\n"
        update.append(f"if (following == WORD2 && state != WORD2) w1 <= {framer.word};")
        update += [f"if (state == WORD{n}) w{n} <= {framer.word};" for n in range(2, count)]
        whole = _joined(framer, [*parts, framer.word])
        update.append(f"if (following == DONE) {framer.packet} <= {whole};")
        reset += [f"{framer.packet} <= {framer.total}'d0;", *(f"{p} <= 0;" for p in parts)]
    return head + framer.clocking.block(begin_end(reset), begin_end(update))


def _says(framer: _Framer) -> tuple[str, ...]:
    word, count, unit, done = framer.word, framer.count, framer.unit, framer.done
    plural, rest = f"{unit}s", framer.count - 1
    mark = f"bit {framer.mark} (`{word}[{framer.mark}]`)"
    lag = f"`{done}` is 1 for exactly the one clock cycle after the edge that takes the last {unit}"
    at = "at every active clock edge"
    if framer.valid:
        at += f" with `{framer.valid}` at 1 (an edge with it at 0 brings none)"
    shown, value = "", ""
    if framer.packet:
        place = "most" if framer.is_first_high else "least"
        shown = (
            f" At that edge `{framer.packet}` takes all {count} {plural}, the first one in the "
            f"{place} significant place, and keeps them until the next packet is complete."
        )
        value = f"; {framer.packet} holds the latest whole packet, first {unit} {place} significant"
    free = f"In the other {plural} of a packet that bit means nothing." if rest > 1 else (
        f"In the second {unit} that bit means nothing."
    )  # fmt: skip
    again = f"The {unit} right after the last one of a packet may be the first one of the next."
    return (
        f"A {unit} of {framer.size} bits comes at `{word}` {at}. Packets have {count} {plural}. "
        f"Outside a packet, a {unit} with {mark} at {framer.marked} is the first of a packet and "
        f"all others are thrown away; the {rest} that follow it belong to the packet. {free} {lag}."
        f"{shown} {again}",
        f"Find the packets in a stream of {plural} on `{word}` ({framer.size} bits, one {at}). "
        f"Rules: 1. Throw {plural} away until one has {mark} equal to {framer.marked}. 2. That is "
        f"{unit} 1 of {count}; take the next {rest} whatever they are. 3. {lag}.{shown} 4. Then go "
        f"back to rule 1; {again[0].lower()}{again[1:]}",
        f"Packet synchroniser. Input: one {unit} ({framer.size} bits) on {word} {at}. Packet: "
        f"{count} {plural}, the first with {word}[{framer.mark}] = {framer.marked}, the others "
        f"arbitrary. Output (registered): {done} = 1 for one cycle, the one right after the edge "
        f"that takes {unit} {count}{value}. While no packet is being received, {plural} with "
        f"{word}[{framer.mark}] = {1 - framer.marked} are skipped. {again}",
        *_more(framer, at, f"{shown} {again}", free),
        f"Given {plural} at `{word}`, one {at}, compute where packets end. A packet starts with "
        f"the first {unit} outside of a packet whose {mark} is {framer.marked}, and has {count} "
        f"{plural}. {free} {lag}, and 0 in all other cycles.{shown} {again}",
    )


def _more(framer: _Framer, at: str, closing: str, free: str) -> tuple[str, ...]:
    """Describe the same framer in other words."""
    word, count, unit, done = framer.word, framer.count, framer.unit, framer.done
    last, size, bit, level = count - 1, framer.size, f"{word}[{framer.mark}]", framer.marked
    plural = f"{unit}s"
    high = f"high in the cycle that follows the edge at which {unit} {count} of a packet is taken"
    return (
        f"Packet framer: {count} {plural} of {size} bits, start mark {bit} = {level}, input {word} "
        f"{at}. `{done}` is {high}, otherwise low.{closing}",
        f"Build a Moore machine with a state for the number of {plural} taken, 0 to {count}. In 0 "
        f"and in {count} a {unit} with {bit} = {level} leads to 1 and any other to 0; in a state "
        f"between, every {unit} leads to the next state. One {unit} comes at `{word}` {at}; the "
        f"state {count} lasts for one cycle even without a {unit} and is the only one with "
        f"`{done}` at 1.{closing}",
        f"This block is used to find message boundaries in a stream on `{word}`, one {unit} of "
        f"{size} bits {at}. A {unit} opens a message if none is open and its bit {framer.mark} is "
        f"{level}. The message closes with its {unit} number {count}, after which `{done}` is 1 "
        f"for a single cycle and 0 in others. {free}{closing}",
        f"A counter of received {plural} starts at 0. {plural[0].upper()}{plural[1:]} are taken "
        f"from `{word}` {at}. With the counter at 0, a {unit} counts only if {bit} is {level}; "
        f"with the counter at 1 to {last} every {unit} counts. When {unit} number {count} is "
        f"counted, the counter returns to 0 and `{done}` is set for the next cycle; in all other "
        f"cases `{done}` is cleared at the edge.{closing}",
        f"Create a synchroniser for packets of {count} {plural}. The input `{word}` delivers a "
        f"{unit} {at}. While searching, ignore it unless {bit} = {level}. Once found, accept that "
        f"{unit} and {last} more without looking at any bit. Then `{done}` is {high}, and low at "
        f"all other times.{closing}",
        f"You are given {plural} on `{word}` ({size} bits wide), {at}. For example, after a reset, "
        f"{count} {plural} of which the first has {level} in bit {framer.mark} form a packet, but "
        f"a {unit} with {1 - level} there before them is dropped. `{done}` is {high}; in the other "
        f"cycles it is 0. {free}{closing}",
        f"What ends a packet? Its length alone: it has {count} {plural}. What begins one? A {unit} "
        f"with {bit} at {level}, when no packet is in progress; {plural} that do not begin one are "
        f"discarded. They arrive at `{word}` {at}. `{done}`, a registered output, is {high}, and "
        f"otherwise 0.{closing}",
        f"Assume a stream of {plural} at `{word}`, {at}. In the gap between packets, {bit} equal "
        f"to {1 - level} means 'skip' and {level} means 'first {unit}'; inside a packet the {unit} "
        f"is payload, whatever it is, until there are {count}. `{done}` goes to 1 at the edge that "
        f"takes the last one and back to 0 at the next edge.{closing}",
    )


def _others(framer: _Framer) -> tuple[str, ...]:
    """Describe the same framer in further words."""
    packet = (framer.packet, framer.is_first_high) if framer.packet else None
    return others(
        (framer.word, framer.size), framer.unit, framer.count, (framer.mark, framer.marked),
        framer.valid, framer.done, packet,
    )  # fmt: skip

"""Queues of a few words: written at one end, read at the other, with flags and perhaps a count."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end, vector

State = tuple[tuple[int, ...], int]
"""The words, the oldest first, and the word that was read last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fifo:
    depth: int
    width: int
    write: str
    read: str
    data: str
    out: str
    count: str | None
    """Output for the number of words."""
    is_ahead: bool
    """The oldest word is shown before it is read."""
    swaps: bool
    """A full queue takes a word when one is read at the same edge."""
    clocking: Clocking

    @property
    def bits(self) -> int:
        """Of the place of a word."""
        return (self.depth - 1).bit_length()

    def update(self, state: State, levels: Levels) -> State:
        """Read and write."""
        words, latest = state
        is_read = bool(levels[self.read]) and len(words) > 0
        has_room = len(words) < self.depth or (self.swaps and is_read)
        if is_read:
            latest, words = words[0], words[1:]
        if levels[self.write] and has_room:
            words = (*words, levels[self.data])
        return words, latest

    def outputs(self, state: State, levels: Levels) -> Known:
        """Show flags and a word."""
        del levels
        words, latest = state
        oldest = words[0] if words else 0
        found = {"full": int(len(words) == self.depth), "empty": int(not words)}
        found[self.out] = oldest if self.is_ahead else latest
        return {**found, self.count: len(words)} if self.count else {**found}


def draw(rng: random.Random) -> Drawn:
    """Draw a queue."""
    depth, width = rng.choice(
        ((2, 1), (2, 4), (2, 8), (4, 1), (4, 2), (4, 4), (4, 8), (8, 1), (8, 2))
    )
    write, read = rng.choice((("wr_en", "rd_en"), ("push", "pop"), ("wr", "rd"), ("put", "get")))
    fifo = _Fifo(
        depth=depth, width=width, write=write, read=read, data=rng.choice(("din", "wdata", "d")),
        out=rng.choice(("dout", "rdata", "q")), count=rng.choice((None, None, "count", "level")),
        is_ahead=rng.random() < 0.6, swaps=rng.random() < 0.35, clocking=draw_clocking(rng),
    )  # fmt: skip
    reset = "empties the queue" + ("" if fifo.is_ahead else f" and clears `{fifo.out}` to 0")
    rest = [fifo.clocking.says(rng, reset) for _ in range(4)]
    counts = [output_port(fifo.count, depth.bit_length())] if fifo.count else []
    first: State = ((), 0)
    bodies = {"pointers": _pointers(fifo), "counted": _counted(fifo), "shifting": _shifting(fifo)}
    return Drawn(
        family="fifos",
        name=rng.choice(("fifo", "sync_fifo", f"fifo{depth}", "queue")),
        ports=(
            *fifo.clocking.ports, input_port(write), input_port(read),
            input_port(fifo.data, width), output_port(fifo.out, width), output_port("full"),
            output_port("empty"), *counts,
        ),
        bodies=bodies,
        registers=dict.fromkeys(() if fifo.is_ahead else bodies, frozenset({fifo.out})),
        says=tuple(f"{text} {more}" for text, more in zip(_says(fifo), rest, strict=True)),
        behaviour=fifo.clocking.behaviour(first, fifo.update, fifo.outputs),
    )  # fmt: skip


def _span(high: int, low: int) -> str:
    return f"[{high}:{low}]" if high > low else f"[{low}]"


def _enables(fifo: _Fifo) -> str:
    room = f"({'!full || take' if fifo.swaps else '!full'})"
    return f"    wire take = {fifo.read} && !empty;\n    wire store = {fifo.write} && {room};\n"


def _finished(
    fifo: _Fifo, head: str, flags: tuple[str, str, str], oldest: str, lines: list[list[str]],
    logic: str = "",
) -> str:  # fmt: skip
    """Write a queue, from when it is full and empty, how many words it has, and the oldest."""
    full, empty, count = flags
    reset, update = lines
    tail = f"    assign full = {full};\n    assign empty = {empty};\n"
    tail += f"    assign {fifo.count} = {count};\n" if fifo.count else ""
    if fifo.is_ahead:
        zero = f"{fifo.width}'d0"
        tail += f"    assign {fifo.out} = empty ? {zero} : {oldest};\n"
    else:
        reset = [*reset, f"{fifo.out} <= {fifo.width}'d0;"]
        update = [*update, f"if (take) {fifo.out} <= {oldest};"]
    block = fifo.clocking.block(begin_end(reset), begin_end(update))
    return f"{head}{_enables(fifo)}{logic}{block}{tail}"


def _pointers(fifo: _Fifo) -> str:
    """Write pointers with one bit more than an address has."""
    bits, word = fifo.bits, vector(fifo.width)
    head = f"    reg {word}mem [0:{fifo.depth - 1}];\n    reg [{bits}:0] wp, rp;\n"
    head += f"    wire [{bits}:0] used = wp - rp;\n"
    low = _span(bits - 1, 0)
    return _finished(
        fifo, head, (f"(wp{low} == rp{low}) && (wp[{bits}] != rp[{bits}])", "(wp == rp)", "used"),
        f"mem[rp{low}]",
        [["wp <= 0;", "rp <= 0;"],
         [f"if (store) mem[wp{low}] <= {fifo.data};", "if (store) wp <= wp + 1'b1;",
          "if (take) rp <= rp + 1'b1;"]],
    )  # fmt: skip


def _counted(fifo: _Fifo) -> str:
    """Write two places and a count of its own."""
    bits, word, depth = fifo.bits, vector(fifo.width), fifo.depth
    head = f"    reg {word}mem [0:{depth - 1}];\n    reg {vector(bits)}tail, head;\n"
    head += f"    reg [{bits}:0] used;\n"
    store = f"if (store) begin mem[tail] <= {fifo.data}; tail <= tail + 1'b1; end"
    return _finished(
        fifo, head, (f"(used == {depth})", "(used == 0)", "used"), "mem[head]",
        [["tail <= 0;", "head <= 0;", "used <= 0;"],
         [store, "if (take) head <= head + 1'b1;", "if (store && !take) used <= used + 1'b1;",
          "if (take && !store) used <= used - 1'b1;"]],
    )  # fmt: skip


def _shifting(fifo: _Fifo) -> str:
    """Write a queue whose oldest word is always in the same place."""
    width, depth, bits = fifo.width, fifo.depth, fifo.bits
    top = depth * width - 1
    moved = f"take ? {{{width}'d0, line{_span(top, width)}}} : line"
    place = "left" if width == 1 else f"left * {width} +: {width}"
    head = f"    reg [{top}:0] line, moved;\n    reg [{bits}:0] used, left;\n"
    logic = (
        f"    always @(*) begin\n        moved = {moved};\n"
        f"        left = take ? used - 1'b1 : used;\n"
        f"        if (store) moved[{place}] = {fifo.data};\n    end\n"
    )
    lines = [["line <= 0;", "used <= 0;"], ["line <= moved;", "used <= left + store;"]]
    flags = (f"(used == {depth})", "(used == 0)", "used")
    return _finished(fifo, head, flags, f"line{_span(width - 1, 0)}", lines, logic)


def _says(fifo: _Fifo) -> tuple[str, ...]:
    size = (
        f"{fifo.depth} single bits"
        if fifo.width == 1
        else f"{fifo.depth} words of {fifo.width} bits"
    )
    write, read, data, out = fifo.write, fifo.read, fifo.data, fifo.out
    put = f"At an active clock edge with `{write}` at 1, `{data}` is stored, if there is room"
    room = "a full queue has no room, even if a word is read at the same edge"
    if fifo.swaps:
        room = "a full queue has room only if a word is read at the same edge"
    get = f"an edge with `{read}` at 1 removes the oldest word; with an empty queue it does nothing"
    both = "An empty queue that is written and read at once only stores the word."
    if fifo.is_ahead:
        shown = f"`{out}` always shows the oldest word, or 0 while the queue is empty."
        short = f"{out} = oldest word, 0 if empty (first-word fall-through, no read latency)"
    else:
        shown = f"`{out}` is a register that takes each removed word and holds it till the next."
        short = f"{out} <= oldest word at an edge that removes it, else unchanged"
    flags = f"`empty` is 1 when there is no word, `full` when there are {fifo.depth}"
    count = f", and `{fifo.count}` is the number of words" if fifo.count else ""
    return (
        f"A first-in first-out queue for {size}. {put}; {room}. Likewise, {get}. {both} {shown} "
        f"{flags}{count}.",
        f"Build a synchronous FIFO. Rules: 1. It holds up to {size}. 2. {put}: {room}. 3. "
        f"{get[0].upper()}{get[1:]}. 4. {both} 5. {shown} 6. {flags}{count}.",
        f"FIFO, {fifo.depth} x {fifo.width}, one clock. Write: {write}=1 and room, where {room}. "
        f"Read: {read}=1 and not empty, which removes the oldest word. Refused requests change "
        f"nothing. Data: {short}. Flags (of the present contents): {flags}{count}. {both}",
        f"Given requests `{write}` and `{read}`, keep words in the order of their coming, at most "
        f"{fifo.depth}. {put} ({room}); {get}. Both may happen at one edge. {both} {shown} {flags}"
        f"{count}.",
    )

"""Queues of a few words: written at one end, read at the other, with flags and perhaps a count."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end, vector
from rtlgen.datagen.told.fifos import others

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
    said = _says(fifo)
    tails = (rest * 6)[: len(said) - 1] + rest[3:]
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
        says=tuple(f"{text} {more}" for text, more in zip(said, tails, strict=True)),
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
        *_more(fifo, size, room, short, f"{flags}{count}"),
        *others(
            (write, read, data, out, fifo.count), (fifo.depth, fifo.width),
            is_ahead=fifo.is_ahead, swaps=fifo.swaps,
        ),
        f"Given requests `{write}` and `{read}`, keep words in the order of their coming, at most "
        f"{fifo.depth}. {put} ({room}); {get}. Both may happen at one edge. {both} {shown} {flags}"
        f"{count}.",
    )  # fmt: skip


def _more(fifo: _Fifo, size: str, room: str, short: str, flags: str) -> tuple[str, ...]:
    """Describe the same queue in other words."""
    write, read, data, out, depth = fifo.write, fifo.read, fifo.data, fifo.out, fifo.depth
    room_code = f"(count < {depth})"
    if fifo.swaps:
        room_code = f"(count < {depth} || {read})"
    accept = f"a write is accepted if {write} && {room_code}, a read if {read} && count > 0"
    full = "while it is full, a write is lost, also when there is a read at that edge"
    if fifo.swaps:
        full = "while it is full, a write is lost unless there is a read at that edge"
    head = f"`{out}` shows the front of the queue all the time, and 0 when there is none"
    brief = "show-ahead output (0 when empty)"
    if not fifo.is_ahead:
        head = f"`{out}` is loaded with the front word at the edge that removes it, and then holds"
        brief = f"registered output ({out} changes only at an accepted read)"
    shows = "at once" if fifo.is_ahead else f"after an edge with `{read}` at 1"
    return (
        f"Synchronous FIFO for {size}, {brief}; in words of logic, {accept}, where count is the "
        f"number of words before the edge. {flags}.",
        f"Create a buffer between a producer and a consumer on one clock. The producer puts a word "
        f"on `{data}` and sets `{write}`; the consumer sets `{read}` to take one. The buffer keeps "
        f"the order and has places for {size}; {full}, and while it is empty, a read is ignored. "
        f"{head}. {flags}.",
        f"Ring buffer of {size} with a write pointer, a read pointer and a count. At an active "
        f"edge, {accept}; an accepted write stores `{data}` and an accepted read advances to the "
        f"next word. In short, {short}. {flags}.",
        f"This block is used to decouple two units. Words go in at `{data}` with `{write}` and "
        f"come out at `{out}` in the same order with `{read}`; {size} fit in. As for a write at "
        f"the limit, {room}; a read of an empty queue has no effect, not even when a word is being "
        f"written. {head}. {flags}.",
        f"For example, after a reset the word 1 is written and then the word 0. Then 1 is seen at "
        f"`{out}` {shows}. In general `{out}` gives the words in the order in which they came. "
        f"The queue holds {size}; {accept} (count: words before the edge). {head}. {flags}.",
        f"You are given a line of people in front of a door. `{write}` adds the person `{data}` at "
        f"the end of the line, `{read}` lets the first one go; both can happen at one active edge. "
        f"At most {depth} can stand in line: {room}. If nobody stands there, `{read}` does "
        f"nothing. A person is a word of {fifo.width} bit{'s' if fifo.width > 1 else ''}. {head}. "
        f"{flags}.",
        f"Let count be the number of stored words, 0 to {depth}. At an active edge it rises by one "
        f"if {write} && {room_code}, and falls by one if {read} && count > 0; both may be true and "
        f"cancel. The words leave in the order of their arrival from `{data}`; {head}. {flags}.",
        f"Queue, capacity {size}. A push is `{write}` at 1 and a pop is `{read}` at 1, at an "
        f"active clock edge. Overflow: {full}. Underflow: a pop of nothing is ignored. Output: "
        f"{short}. Status: {flags}.",
    )

"""Memories of a few words: written at a clock edge, read at once or through a register."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end, vector
from rtlgen.datagen.told.small_memories import others

State = tuple[tuple[int | None, ...], int | None]
"""The words (None = never written), and the output register."""
_WHEN_WRITTEN = {
    "old": "shows the word as it was before that edge",
    "new": "shows the word that is being written",
    "hold": "does not change at an edge at which a word is written, to whatever address",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Memory:
    depth: int
    width: int
    we: str
    """Input that allows to write."""
    address: str
    """Where it writes; also where it reads if there is no address of its own for this."""
    read_address: str | None
    data: str
    out: str
    read: str
    """`direct`, or what a registered read shows while the word is written: see above."""
    clocking: Clocking

    @property
    def bits(self) -> int:
        """Of an address."""
        return (self.depth - 1).bit_length()

    @property
    def reads(self) -> str:
        """The input that says where to read."""
        return self.read_address or self.address

    def update(self, state: State, levels: Levels) -> State:
        """Write and read."""
        words, shown = state
        at, is_written = levels[self.reads], bool(levels[self.we])
        after = list(words)
        if is_written:
            after[levels[self.address]] = levels[self.data]
        if self.read == "hold" and is_written:
            return tuple(after), shown
        return tuple(after), after[at] if self.read == "new" else words[at]

    def outputs(self, state: State, levels: Levels) -> Known:
        """Show the word, or what was read at the edge."""
        return {self.out: state[0][levels[self.reads]] if self.read == "direct" else state[1]}


def draw(rng: random.Random) -> Drawn:
    """Draw a memory."""
    address, read_address = rng.choice((
        ("addr", None), ("a", None), ("address", None), ("waddr", "raddr"), ("wr_addr", "rd_addr"),
        ("wa", "ra"),
    ))  # fmt: skip
    depth, width = rng.choice(
        ((4, 1), (4, 2), (4, 4), (4, 8), (8, 1), (8, 2), (8, 4), (8, 4), (8, 8), (16, 2), (16, 4))
    )
    memory = _Memory(
        depth=depth, width=width,
        we=rng.choice(("we", "wr_en", "write")), address=address, read_address=read_address,
        data=rng.choice(("din", "wdata", "d")), out=rng.choice(("dout", "rdata", "q")),
        read=rng.choice(("direct", "direct", "old", "new", "hold")),
        clocking=draw_clocking(rng, must_reset=False),
    )  # fmt: skip
    is_cleared = memory.clocking.reset is not None
    first: State = ((0 if is_cleared else None,) * memory.depth, 0 if is_cleared else None)
    reads = [input_port(read_address, memory.bits)] if read_address else []
    is_direct = memory.read == "direct"
    bodies = _bodies(memory)
    cleared = f"clears all {memory.depth} words{'' if is_direct else f' and `{memory.out}`'} to 0"
    rest = [memory.clocking.says(rng, cleared) for _ in range(4)]
    said = _says(memory)
    tails = (rest * 6)[: len(said) - 1] + rest[3:]
    open_ = "The contents are arbitrary at first; there is no reset."
    if is_cleared:
        open_ = "While it is reset, nothing is written."
    return Drawn(
        family="small_memories",
        name=rng.choice(("ram", "memory", f"ram{depth}x{width}", "regfile")),
        ports=(
            *memory.clocking.ports, input_port(memory.we), input_port(address, memory.bits),
            *reads, input_port(memory.data, width), output_port(memory.out, width),
        ),
        bodies=bodies,
        registers=dict.fromkeys(() if is_direct else bodies, frozenset({memory.out})),
        says=tuple(f"{text} {more} {open_}" for text, more in zip(said, tails, strict=True)),
        behaviour=memory.clocking.behaviour(first, memory.update, memory.outputs),
    )  # fmt: skip


def _bodies(memory: _Memory) -> dict[str, str]:
    """Write an array, one long vector, and registers of their own."""
    depth, width, bits, word = memory.depth, memory.width, memory.bits, vector(memory.width)
    names = [f"w{n}" for n in range(depth)]
    loop = "for (k = 0; k < {}; k = k + 1) mem[k] <= {};".format(depth, f"{width}'d0")
    chain = "".join(
        f"({memory.reads} == {bits}'d{n}) ? {name} : " for n, name in enumerate(names[:-1])
    )
    writes = [
        f"if ({memory.we} && {memory.address} == {bits}'d{n}) {name} <= {memory.data};"
        for n, name in enumerate(names)
    ]
    is_cleared = memory.clocking.reset is not None
    return {
        "array": _body(
            memory, f"    reg {word}mem [0:{depth - 1}];\n{'    integer k;' if is_cleared else ''}",
            [loop], [f"if ({memory.we}) mem[{memory.address}] <= {memory.data};"],
            f"mem[{memory.reads}]",
        ),
        "vector": _body(
            memory, f"    reg [{depth * width - 1}:0] mem;\n", [f"mem <= {depth * width}'d0;"],
            [f"if ({memory.we}) mem[{memory.address} * {width} +: {width}] <= {memory.data};"],
            f"mem[{memory.reads} * {width} +: {width}]",
        ),
        "registers": _body(
            memory, f"    reg {word}{', '.join(names)};\n",
            [f"{name} <= {width}'d0;" for name in names], writes, f"{chain}{names[-1]}",
        ),
    }  # fmt: skip


def _body(memory: _Memory, head: str, clears: list[str], writes: list[str], word: str) -> str:
    """Write the block and the read, from the ways to clear, to write and to read a word."""
    head = head if head.endswith("\n") else f"{head}\n"
    if memory.read == "direct":
        block = memory.clocking.block(begin_end(clears), begin_end(writes))
        return f"{head}{block}    assign {memory.out} = {word};\n"
    read = f"{memory.out} <= {word};"
    if memory.read == "hold":
        read = f"if (!{memory.we}) {read}"
    if memory.read == "new":
        same = f" && {memory.address} == {memory.reads}" if memory.read_address else ""
        read = f"{memory.out} <= ({memory.we}{same}) ? {memory.data} : {word};"
    reset = begin_end([*clears, f"{memory.out} <= {memory.width}'d0;"])
    return head + memory.clocking.block(reset, begin_end([*writes, read]))


def _says(memory: _Memory) -> tuple[str, ...]:
    depth, width, out, reads = memory.depth, memory.width, memory.out, memory.reads
    unit = "bit" if width == 1 else f"word of {width} bits"
    size = f"{depth} single bits" if width == 1 else f"{depth} words of {width} bits"
    we, at, data = memory.we, memory.address, memory.data
    write = f"at an active clock edge with `{we}` at 1, `{data}` is stored at the address `{at}`"
    if memory.read == "direct":
        read = (
            f"`{out}` is always the {unit} at the address `{reads}`, without waiting for the clock"
        )
        more = "A word that has just been written is seen at once after the edge."
        short = f"{out} = M[{reads}], combinationally"
    else:
        when = f" with `{we}` at 0" if memory.read == "hold" else ""
        read = f"`{out}` is a register: at each active edge{when} it takes the {unit} at `{reads}`"
        told = _WHEN_WRITTEN[memory.read]
        same = f"When `{we}` is 1 and `{reads}` is the address being written, "
        more = f"{'' if when else same}`{out}` {told}."
        short = {
            "old": f"{out} <= M[{reads}] at every edge, the value before the edge (read first)",
            "new": f"{out} <= M[{reads}] at every edge, the value after the edge (write first)",
            "hold": f"if {we} is 0, {out} <= M[{reads}] at the edge, else {out} stays (no change)",
        }[memory.read]
    ports = "one port for writing and one for reading" if memory.read_address else "a single port"
    return (
        f"A memory of {size} with {ports}: {write}. {read}. {more}",
        f"Build a RAM. Rules: 1. It holds {size}; the addresses are 0 to {depth - 1}. 2. Write: "
        f"{write}; with `{we}` at 0 nothing is stored. 3. Read: {read}. {more}",
        f"RAM, {depth} x {width}. Write: if {we}=1, M[{at}] <= {data} at the edge. Read: {short}.",
        *_more(memory, size, f"{read}. {more}", short),
        *others((we, at, reads, data, out), (depth, width), memory.read),
        f"Given an array M of {size}, {write}, that is M[{at}] <= {data}. For reading, {read}. "
        f"{more}",
    )


def _more(memory: _Memory, size: str, reading: str, short: str) -> tuple[str, ...]:
    """Describe the same memory in other words."""
    depth, we, at, data, out = memory.depth, memory.we, memory.address, memory.data, memory.out
    reads, last = memory.reads, memory.depth - 1
    reading = f"{reading[0].upper()}{reading[1:]}"
    kind = "Asynchronous" if memory.read == "direct" else "Synchronous"
    ports = "Dual-port" if memory.read_address else "Single-port"
    code = f"if ({we}) M[{at}] <= {data}"
    at_read = f"with {reads} = 1" if memory.read_address else f"with {reads} still at 1"
    later = "" if memory.read == "direct" else " after the next active edge"
    return (
        f"{ports} RAM, {size}, synchronous write, {kind.lower()} read. Write: {code} at the active "
        f"edge. Read: {short}.",
        f"Create a register file with {depth} entries, numbered 0 to {last}, of {memory.width} "
        f"bit{'s' if memory.width > 1 else ''} each. An active clock edge writes `{data}` into "
        f"entry `{at}`, but only if `{we}` is 1. {reading}",
        f"A write decoder turns `{at}` into {depth} enables, gated with `{we}`; the enabled word "
        f"loads `{data}` at the active clock edge, and all others hold. A read multiplexer is "
        f"controlled by `{reads}`. {reading}",
        f"This block is used as a scratchpad for {size}. To store something, put it on `{data}`, "
        f"its place on `{at}`, set `{we}` to 1 and wait for an active clock edge. {reading}",
        f"For example, after an active edge with {we} = 1, {at} = 1 and {data} = 1, word 1 is 1; "
        f"{at_read} and {we} = 0 it is seen at `{out}`{later}. In general `{we}` at 1 lets the "
        f"edge write `{data}` to word `{at}` of {depth}. {reading}",
        f"You are given memory cells M[0] to M[{last}], {size} in all. Clocked part: {code}; M is "
        f"not changed otherwise. Output part: {short}.",
        f"{kind} read, clocked write. `{we}` is the write enable for the word that `{at}` selects "
        f"out of {size}; that word becomes `{data}` at the active edge. {reading}",
        f"Assume an array M with {depth} places. At each active edge, place `{at}` becomes "
        f"{we} ? {data} : M[{at}], as Verilog writes it, and the other places do not change. "
        f"{reading}",
    )

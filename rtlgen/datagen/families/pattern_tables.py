"""Small tables of saturating counters: one is read for a prediction, one is trained."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end, literal
from rtlgen.datagen.told.pattern_tables import Ports, others

Counters = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table(Ports):
    bits: int
    """Of an index."""
    size: int
    """Bits of a counter."""
    first: int
    clocking: Clocking

    @property
    def top(self) -> int:
        """The largest number of a counter."""
        return (1 << self.size) - 1

    def update(self, state: Counters, levels: Levels) -> Counters:
        """Train a counter."""
        if not levels[self.train]:
            return state
        place = levels[self.trained] ^ (levels[self.mix] if self.mix else 0)
        counts = list(state)
        step = 1 if levels[self.taken] else -1
        counts[place] = max(0, min(self.top, counts[place] + step))
        return tuple(counts)

    def outputs(self, state: Counters, levels: Levels) -> Known:
        """Predict."""
        count = state[levels[self.index] ^ (levels[self.mix] if self.mix else 0)]
        found = {self.out: int(count > self.top // 2)}
        return {**found, self.count: count} if self.count else {**found}


def draw(rng: random.Random) -> Drawn:
    """Draw a table."""
    size = rng.choice((2, 2, 2, 3))
    index, train, trained, taken = rng.choice((
        ("lookup_idx", "train", "train_idx", "train_taken"),
        ("pc", "upd_en", "upd_pc", "upd_taken"), ("rd_index", "learn", "wr_index", "outcome"),
        ("fetch_i", "update", "update_i", "was_taken"),
    ))  # fmt: skip
    half = 1 << size - 1
    table = _Table(
        bits=rng.choice((1, 2, 2, 3)), size=size, index=index, train=train, trained=trained,
        taken=taken, mix=rng.choice((None, None, "hist", "hash")),
        out=rng.choice(("predict", "prediction", "pred_taken")),
        count=rng.choice((None, None, "level", "strength")),
        first=rng.choice((half - 1, half - 1, half, 0)), clocking=draw_clocking(rng),
    )  # fmt: skip
    number = 1 << table.bits
    rest = [
        table.clocking.says(rng, f"sets all {number} counters to {table.first}") for _ in range(4)
    ]
    said = _says(table)
    tails = (rest[:3] * 8)[: len(said) - 1] + rest[3:]
    mixes = [input_port(table.mix, table.bits)] if table.mix else []
    return Drawn(
        family="pattern_tables",
        name=rng.choice(("pattern_table", "pht", "predictor_table", "top_module")),
        ports=(
            *table.clocking.ports, input_port(index, table.bits), *mixes, input_port(train),
            input_port(trained, table.bits), input_port(taken), output_port(table.out),
            *([output_port(table.count, size)] if table.count else []),
        ),
        bodies={"array": _array(table), "vector": _vector(table), "generate": _generated(table)},
        registers={},
        says=tuple(f"{text} {tail}" for text, tail in zip(said, tails, strict=True)),
        behaviour=table.clocking.behaviour((table.first,) * number, table.update, table.outputs),
    )  # fmt: skip


def _head(table: _Table) -> str:
    word = f"[{table.bits - 1}:0] " if table.bits > 1 else ""
    return f"    wire {word}here = {table.read};\n    wire {word}there = {table.written};\n"


def _tail(table: _Table, count: str) -> str:
    shown = f"    assign {table.count} = now;\n" if table.count else ""
    return (
        f"    wire [{table.size - 1}:0] now = {count};\n"
        f"    assign {table.out} = now[{table.size - 1}];\n{shown}"
    )


def _array(table: _Table) -> str:
    """Write an array with a chain of `if` for the training."""
    top, first = literal(table.top, table.size), literal(table.first, table.size)
    cell = "cells[there]"
    update = begin_end([
        f"if ({table.taken} && {cell} != {top})", f"    {cell} <= {cell} + 1'b1;",
        f"else if (!{table.taken} && {cell} != 0)", f"    {cell} <= {cell} - 1'b1;",
    ])  # fmt: skip
    number = 1 << table.bits
    block = table.clocking.block(
        f"for (k = 0; k < {number}; k = k + 1)\n    cells[k] <= {first};",
        f"if ({table.train}) {update}",
    )
    declared = f"    reg [{table.size - 1}:0] cells [0:{number - 1}];\n    integer k;\n"
    return f"{declared}{_head(table)}{block}{_tail(table, 'cells[here]')}"


def _vector(table: _Table) -> str:
    """Write one long register, and the next number of the trained counter apart."""
    size, number = table.size, 1 << table.bits
    top, place = literal(table.top, size), f"there * {size} +: {size}"
    first = literal(table.first, size)
    logic = (
        f"    wire [{size - 1}:0] old = line[{place}];\n"
        f"    wire [{size - 1}:0] up = (old == {top}) ? old : old + 1'b1;\n"
        f"    wire [{size - 1}:0] down = (old == 0) ? old : old - 1'b1;\n"
    )
    update = f"if ({table.train})\n    line[{place}] <= {table.taken} ? up : down;"
    block = table.clocking.block(f"line <= {{{number}{{{first}}}}};", update)
    declared = f"    reg [{size * number - 1}:0] line;\n"
    return f"{declared}{_head(table)}{logic}{block}{_tail(table, f'line[here * {size} +: {size}]')}"


def _generated(table: _Table) -> str:
    """Write each counter as a register of its own, in a loop that is unrolled."""
    size, number = table.size, 1 << table.bits
    top, first = literal(table.top, size), literal(table.first, size)
    update = (
        f"if ({table.train} && there == i)\n    cnt <= {table.taken} ? cnt + (cnt != {top}) : "
        "cnt - (cnt != 0);"
    )
    block = table.clocking.block(f"cnt <= {first};", update, indent=" " * 12)
    return (
        f"    wire [{size * number - 1}:0] all;\n{_head(table)}    genvar i;\n    generate\n"
        f"        for (i = 0; i < {number}; i = i + 1) begin : counters\n"
        f"            reg [{size - 1}:0] cnt;\n{block}"
        f"            assign all[i * {size} +: {size}] = cnt;\n        end\n    endgenerate\n"
    ) + _tail(table, f"all[here * {size} +: {size}]")


def _says(table: _Table) -> tuple[str, ...]:
    number, size, top, half = 1 << table.bits, table.size, table.top, table.top // 2 + 1
    index, trained, train, taken = table.index, table.trained, table.train, table.taken
    read, written = f"`{index}`", f"`{trained}`"
    if table.mix:
        read, written = f"`{index}` XOR `{table.mix}`", f"`{trained}` XOR `{table.mix}`"
    count = f" `{table.count}` is that counter." if table.count else ""
    show = f"`{table.out}` is 1 when the counter with the number {read} is {half} or more, else 0"
    old = "A prediction uses the counters as they are, without waiting for the clock."
    return (
        f"A table of {number} saturating counters of {size} bits. Prediction, no clock: {show}."
        f"{count} Training, at an active edge with `{train}` at 1: the counter with the number "
        f"{written} goes up by one if `{taken}` is 1 and down by one if it is 0, but not above "
        f"{top} or below 0. All others keep their value, and so do all when `{train}` is 0.",
        f"Build a pattern table. Rules: 1. There are {number} counters from 0 to {top}. 2. {show}."
        f"{count} 3. With `{train}` at 1, an active edge trains counter {written}: +1 for "
        f"`{taken}`=1, -1 for `{taken}`=0; at {top} there is no +1 and at 0 no -1. 4. {old}",
        f"Predictor table, {number} x {size} bits. Read port: entry {read}; {table.out} = its top "
        f"bit, at once.{count} Train port (synchronous, enabled by {train}=1): entry {written} "
        f"counts up for {taken}=1 and down for {taken}=0, and saturates at {top} and 0.",
        *_more(table),
        *others(table, number, size),
        f"Given counters c[0] to c[{number - 1}], each a number from 0 to {top}: {show}.{count} "
        f"With p = {written}, a training (`{train}`=1) computes c[p] = min(c[p]+1, {top}) for "
        f"`{taken}`=1 and c[p] = max(c[p]-1, 0) for `{taken}`=0. {old}",
    )


def _more(table: _Table) -> tuple[str, ...]:
    """Say the same in more ways."""
    number, size, top, half = 1 << table.bits, table.size, table.top, table.top // 2 + 1
    train, taken, out, mix = table.train, table.taken, table.out, table.mix
    read, written = table.index, table.trained
    if mix:
        read, written = f"({table.index} ^ {mix})", f"({table.trained} ^ {mix})"
    value = f" The whole counter is visible on `{table.count}`." if table.count else ""
    code = f"; {table.count} = table[{read}]" if table.count else ""
    hashed = f" Both indices are hashed by XOR with `{mix}` before use." if mix else ""
    up = f"an increment if `{taken}` is 1, a decrement if it is 0"
    ends = f"an increment at {top} and a decrement at 0 do nothing"
    weak, strong = half - 1, half
    step = f"{weak} + 1 = {strong}, so that the prediction of this entry turns from 0 to 1"
    direct = "Reading is combinational and sees a training only after its edge."
    bit = f"bit {size - 1}"
    return (
        f"Branch history table, {number} entries of {size}-bit saturating counters: {out} = MSB of "
        f"entry {read}, asynchronous read{code}; entry {written} is trained by {taken} on an "
        f"active edge with {train} = 1.",
        f"Create a memory of {number} small counters, table[0] to table[{number - 1}], with "
        f"{size} bits each. Without a clock, {out} = table[{read}][{size - 1}]{code}. With the "
        f"clock, and only if {train} is 1, table[{written}] becomes {taken} ? min(table[{written}] "
        f"+ 1, {top}) : max(table[{written}] - 1, 0).",
        f"This block predicts for a processor whether a branch will be taken. The branch to be "
        f"predicted has the index {read}; `{out}` = 1 predicts that it is taken, which is the case "
        f"if its counter stands at {half} or above.{value} When the outcome of a branch with the "
        f"index {written} is known, the processor sets `{train}` for an edge: {up}. "
        f"{ends[0].upper()}{ends[1:]}. {direct}",
        f"Assume that an entry is {weak} and is trained with `{taken}` = 1: it becomes {step}. In "
        f"general the entry {written} gets, at an active edge with `{train}` = 1, {up}; {ends}. "
        f"The entry {read} decides `{out}`: 1 from {half} to {top}, 0 below.{value} There are "
        f"{number} entries. {direct}",
        f"You are given two index inputs, `{table.index}` for reading and `{table.trained}` for "
        f"training, into {number} counters of {size} bits.{hashed} Reading: `{out}` is {bit} of "
        f"the selected counter.{value} Training (only at edges with `{train}` = 1): {up}, with "
        f"saturation at 0 and {top}. {direct}",
        f"What does `{out}` show? The most significant bit of counter number {read}, at once."
        f"{value} What changes the counters? An active edge with `{train}` high, which touches "
        f"only counter number {written}: {up}. Can they overflow? No: {ends}. How many are there? "
        f"{number}, each with {size} bits.",
        f"Each of {number} registers of {size} bits is a saturating up/down counter. Register i "
        f"counts at an active edge if `{train}` is 1 and {written} equals i, and then up or down "
        f"as `{taken}` is 1 or 0, from 0 to {top} without wrapping. A multiplexer controlled by "
        f"{read} picks one register; its top bit is `{out}`.{value}",
        f"A trainable table: one port to look up, one to learn. Look-up is pure logic. It takes "
        f"entry {read} and compares it with {half}; `{out}` = (entry >= {half}).{value} Learning "
        f"happens at active edges with `{train}` = 1 in entry {written}, by {up}, limited to the "
        f"range 0 to {top}. Entries ({number} in all) that do not learn stay as they are.",
    )

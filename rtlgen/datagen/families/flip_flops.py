"""Flip-flops: D, T and JK, one bit or a word, with enable, byte enables and any reset value."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import Register, literal
from rtlgen.datagen.told.flip_flops import byte_others, data_others, jk_others, toggle_others
from rtlgen.spec.model import Port

_UNKNOWN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    names: tuple[str, ...]
    width: int
    inputs: tuple[Port, ...]
    expression: Callable[[str], str]
    statement: Callable[[str], str]
    update: Callable[[int, Levels], int]
    says: tuple[str, ...]
    needs_reset: bool = True


def draw(rng: random.Random) -> Drawn:
    """Draw a flip-flop or a register of them."""
    out = rng.choice(("q", "q", "out", "dout"))
    kind = rng.choice((_data, _data, _bytes, _toggle, _jk))(rng, out)
    clocking = draw_clocking(rng, must_reset=kind.needs_reset)
    top = (1 << kind.width) - 1
    first = rng.choice((0, 0, 0, top, rng.randint(0, top)))
    begin = str(first) if kind.width == 1 or not first else literal(first, kind.width)
    rest = [clocking.says(rng, f"sets `{out}` to {begin}") for _ in range(4)]
    if clocking.reset is None:
        rest = [
            f"{text} There is no reset: until the first write `{out}` is open." for text in rest
        ]
        first = _UNKNOWN
    elif len(kind.inputs) > 1:
        rest = [f"{text} The reset has priority over all other inputs." for text in rest]

    def outputs(state: int, levels: Levels) -> Known:
        del levels
        return {out: None if state == _UNKNOWN else state}

    tails = [*(rest * 3)[:11], *(rest[n % 3] for n in range(len(kind.says) - 12)), rest[3]]
    register = Register(
        clocking=clocking, out=out, width=kind.width, first=max(first, 0),
        expression=kind.expression, statement=kind.statement,
    )  # fmt: skip
    return Drawn(
        family="flip_flops",
        name=rng.choice((*kind.names, "top_module")),
        ports=(*clocking.ports, *kind.inputs, output_port(out, kind.width)),
        bodies=register.bodies(),
        registers=register.registers(),
        says=tuple(f"{text} {more}" for text, more in zip(kind.says, tails, strict=True)),
        behaviour=clocking.behaviour(first, kind.update, outputs),
    )


def _data(rng: random.Random, out: str) -> _Kind:
    data, width = rng.choice(("d", "in", "din")), rng.choice((1, 1, 1, 2, 4, 8, 16, 32))
    enable = rng.choice((None, None, "en", "enable", "ce", "load"))
    is_low = enable is not None and rng.random() < 0.25
    enable = f"{enable}_n" if is_low else enable
    on, off = ("0", "1") if is_low else ("1", "0")
    test = f"!{enable}" if is_low else f"{enable}"
    what = "D flip-flop" if width == 1 else f"register of {width} D flip-flops"
    also = f" with an active-{'low' if is_low else 'high'} enable `{enable}`" if enable else ""
    hold = f" With `{enable}` at {off} the register keeps its value." if enable else ""
    when = f"while `{enable}` is {on}, and hold otherwise" if enable else "without any condition"

    next_value = f"{test} ? {data} : {out}" if enable else data
    d_side = f"`{data}`"
    if enable:
        d_side = f"a multiplexer that takes `{data}` if `{enable}` is {on} and its own Q if not"
    late = f" at which `{enable}` was {on}" if enable else ""

    def update(state: int, levels: Levels) -> int:
        is_on = enable is None or levels[enable] == int(on)
        return levels[data] if is_on else state

    return _Kind(
        names=("dff", f"dff{width}", "d_register"),
        width=width,
        inputs=(input_port(data, width), *([input_port(enable)] if enable else [])),
        expression=lambda q: f"{test} ? {data} : {q}" if enable else data,
        statement=lambda q: f"if ({test})\n    {q} <= {data};" if enable else f"{q} <= {data};",
        update=update,
        needs_reset=False,
        says=(
            f"Implement a {what}{also}: data in `{data}`, data out `{out}`.{hold}",
            f"`{out}` takes the value of `{data}` at the active clock edge.{hold}",
            f"Rules: 1. Sample `{data}` into `{out}` {when}. 2. Nothing else changes "
            f"`{out}` but a reset, if there is one.",
            f"Register, {width} bit{'s' if width > 1 else ''}, edge-triggered: {data} in, {out} "
            f"out{f', enable {enable}' if enable else ''}"
            f"{' (active low)' if is_low else ''}.",
            f"In Verilog, each active edge does {f'if ({test}) ' if enable else ''}{out} <= {data}"
            f"{'; without that condition nothing happens' if enable else ''}.",
            f"Create a memory element of {width} bit{'s' if width > 1 else ''}. At the active edge "
            f"it samples `{data}` {when}; between edges `{out}` is constant.",
            f"This block is used as a pipeline stage: `{out}` repeats `{data}`, but only from the "
            f"active clock edge on.{hold}",
            f"For example, a 1 at `{data}` before the active edge gives {out} = 1 after it"
            f"{f', provided that `{enable}` is {on}' if enable else ''}. In general the edge "
            f"copies `{data}` to `{out}` {when}.",
            f"You are given a {what}. Connect its D to {d_side}, and its Q to `{out}`.",
            f"`{out}`(t+1) = {next_value}, in the notation of Verilog, t being the number of the "
            "active clock edge.",
            f"What does `{out}` show? What `{data}` was just before the latest active edge"
            f"{f' among those with `{enable}` equal to {on}' if enable else ''}, all {width} bits "
            "of it.",
            *data_others(out, data, width, enable, on),
            f"Given the clocked input `{data}`, store it so that `{out}` shows the value of the "
            f"latest active edge{late}.",
        ),
    )


def _bytes(rng: random.Random, out: str) -> _Kind:
    count, data = rng.choice((2, 2, 3, 4)), rng.choice(("d", "data", "wdata"))
    enable = rng.choice(("be", "wstrb", "byte_en"))
    parts = [(8 * i + 7, 8 * i) for i in range(count)]

    def update(state: int, levels: Levels) -> int:
        if state == _UNKNOWN:
            return _UNKNOWN
        old, new = state.to_bytes(count, "little"), levels[data].to_bytes(count, "little")
        mixed = [new[i] if levels[enable] >> i & 1 else old[i] for i in range(count)]
        return int.from_bytes(bytes(mixed), "little")

    listed = ", ".join(f"`{enable}[{i}]` for bits {h}:{low}" for i, (h, low) in enumerate(parts))
    code = "; ".join(
        f"if ({enable}[{i}]) {out}[{h}:{low}] <= {data}[{h}:{low}]"
        for i, (h, low) in enumerate(parts)
    )
    return _Kind(
        names=("byte_reg", f"dff{8 * count}_be", "byte_enable_register"),
        width=8 * count,
        inputs=(input_port(data, 8 * count), input_port(enable, count)),
        expression=lambda q: "{" + ", ".join(
            f"{enable}[{i}] ? {data}[{h}:{low}] : {q}[{h}:{low}]"
            for i, (h, low) in reversed(list(enumerate(parts)))
        ) + "}",
        statement=lambda q: "begin\n" + "".join(
            f"    if ({enable}[{i}])\n        {q}[{h}:{low}] <= {data}[{h}:{low}];\n"
            for i, (h, low) in enumerate(parts)
        ) + "end",
        update=update,
        says=(
            f"A {count}-byte register from `{data}` to `{out}` with byte enables: {listed}. "
            "A byte whose enable is 0 is not changed.",
            f"`{enable}` selects which of the {count} bytes of `{out}` are written from the same "
            f"byte of `{data}`, bit 0 for the lowest byte; the other bytes keep their values.",
            f"The register `{out}` has one write strobe for each byte. Where `{enable}[i]` is 1, "
            f"bits 8*i+7 to 8*i are loaded from `{data}`; where it is 0, they hold.",
            f"Register of {8 * count} bits with byte write enables {enable}, {data} to {out}, "
            f"enable bit i for byte i, byte 0 lowest.",
            f"In Verilog, at each active edge: {code}. Nothing else happens to `{out}`.",
            f"Create {count} registers of 8 bits side by side in `{out}`. They share the clock and "
            f"the word `{data}`, of which each has its own byte, but each has its own enable: "
            f"{listed}. A register that is not enabled (0) holds.",
            f"This block is used as a bus register that takes partial writes. `{enable}` marks "
            f"with a 1 the bytes of `{data}` that are valid, its bit 0 standing for bits 7:0; only "
            f"these are copied to `{out}` at the active edge.",
            f"For example, with {enable} = {1:0{count}b} (binary) an active edge copies bits 7:0 "
            f"of `{data}` to `{out}` and leaves the rest of `{out}` alone. The other enables work "
            f"in the same way: {listed}.",
            f"You are given {count} byte lanes. Lane i consists of bits 8*i to 8*i+7 of `{data}` "
            f"and `{out}`. At an active edge, lane i of `{out}` becomes lane i of `{data}` if "
            f"bit i of `{enable}` is 1, and is kept if it is 0.",
            f"Expand `{enable}` to a bit mask m by repeating each of its bits 8 times, in order. "
            f"Then the next {out} is ({data} & m) | ({out} & ~m), at every active edge.",
            f"Each byte of `{out}` is made of D flip-flops with a clock enable; the enables are "
            f"{listed}, active high, and the D inputs are the bits of `{data}` with the same "
            "numbers.",
            *byte_others(out, data, enable, count),
            f"Given `{data}` and the mask `{enable}`, update `{out}` byte by byte ({listed}); "
            "masked-out bytes hold.",
        ),
    )  # fmt: skip


def _toggle(rng: random.Random, out: str) -> _Kind:
    toggle, width = rng.choice(("t", "toggle", "tgl")), rng.choice((1, 1, 1, 4, 8))
    each = "" if width == 1 else " in each bit position"
    bits = "1 bit" if width == 1 else f"{width} bits, each on its own"
    apart = "" if width == 1 else " Each bit position works on its own."

    def update(state: int, levels: Levels) -> int:
        return _UNKNOWN if state == _UNKNOWN else state ^ levels[toggle]

    return _Kind(
        names=("tff", "t_flip_flop", "toggler"),
        width=width,
        inputs=(input_port(toggle, width),),
        expression=lambda q: f"{q} ^ {toggle}",
        statement=lambda q: (
            f"if ({toggle})\n    {q} <= ~{q};"
            if width == 1
            else f"{q} <= ({q} & ~{toggle}) | (~{q} & {toggle});"
        ),
        update=update,
        says=(
            f"A T flip-flop{each}: `{out}` inverts where `{toggle}` is 1 and holds where it is 0.",
            f"The next value of `{out}` is the XOR of `{out}` and `{toggle}`{each}.",
            f"Rules: 1. Where `{toggle}` is 0, keep `{out}`. 2. Where `{toggle}` is 1, complement "
            f"`{out}`. 3. This holds{each or ' for the single bit'}.",
            f"Toggle flip-flop, {bits}, edge-triggered: {out} <= {out} ^ {toggle}.",
            f"In Verilog, {out} <= {toggle} ? ~{out} : {out} at the active edge"
            f"{', if that is read bit by bit' if width > 1 else ''}.",
            f"Create a D flip-flop whose D input is fed by an XOR gate of its own output `{out}` "
            f"and `{toggle}`{each}.",
            f"This block is used to divide by two: while `{toggle}` stays at 1, `{out}` changes "
            f"its level at each active clock edge; while `{toggle}` is 0, `{out}` rests.{apart}",
            f"For example, if {toggle} is 1 at three active edges, starting with {out} = 0, then "
            f"{out} is 1, 0 and 1 after them; a 0 at {toggle} changes nothing.{apart}",
            f"You are given a clock and a request `{toggle}` to change. At an active edge, a "
            f"request of 1 makes `{out}` the opposite of itself, and a request of 0 leaves "
            f"it.{apart}",
            f"`{out}` begins with the value that the reset sets. Since then it has changed its "
            f"level as often as `{toggle}` has been 1 at an active clock edge.{apart}",
            f"State transitions{each}: from 0, `{toggle}` = 1 leads to 1; from 1, `{toggle}` = 1 "
            f"leads to 0; `{toggle}` = 0 leads back to the same state. The state is `{out}`.",
            *toggle_others(out, toggle, width),
            f"Given the toggle input `{toggle}`, flip `{out}`{each} at every active clock edge at "
            "which it is 1; do nothing at the others.",
        ),
    )


def _jk(rng: random.Random, out: str) -> _Kind:
    j, k = rng.choice((("j", "k"), ("J", "K"), ("j_in", "k_in")))

    def update(state: int, levels: Levels) -> int:
        if state == _UNKNOWN:
            return _UNKNOWN
        return (state, 0, 1, 1 - state)[2 * levels[j] + levels[k]]

    return _Kind(
        names=("jkff", "jk_flip_flop"),
        width=1,
        inputs=(input_port(j), input_port(k)),
        expression=lambda q: f"({j} & ~{q}) | (~{k} & {q})",
        statement=lambda q: (
            f"case ({{{j}, {k}}})\n    2'b00: {q} <= {q};\n    2'b01: {q} <= 1'b0;\n"
            f"    2'b10: {q} <= 1'b1;\n    2'b11: {q} <= ~{q};\nendcase"
        ),
        update=update,
        says=(
            f"A JK flip-flop with inputs `{j}` (set) and `{k}` (reset) and output `{out}`; both at "
            "1 toggle it and both at 0 hold it.",
            f"Next `{out}` for `{j}`,`{k}`: 00 keeps it, 01 clears it, 10 sets it, 11 inverts it.",
            f"`{out}` becomes 1 at an edge if it is 0 and `{j}` is 1, or if it is 1 and `{k}` is "
            "0; in every other case it becomes 0.",
            f"JK flip-flop, edge-triggered: {j} sets, {k} clears, both toggle, none holds; Q is "
            f"{out}.",
            f"In Verilog, the active edge does {out} <= ({j} & ~{out}) | (~{k} & {out}).",
            f"Create a flip-flop with two control inputs. `{j}` alone at 1 makes `{out}` 1, `{k}` "
            f"alone at 1 makes it 0. If they are equal, `{out}` changes to its opposite for 1 and "
            "stays for 0.",
            f"This block is used as a set/reset memory bit without a forbidden combination: set by "
            f"`{j}`, reset by `{k}`, and inverted when both are 1 at the active edge. With "
            f"neither, `{out}` is kept.",
            f"For example, with {j} = 1 and {k} = 1 the output `{out}` alternates from edge to "
            f"edge. With {j} = {k} = 0 it is frozen, and if they differ, it becomes a copy of "
            f"`{j}` at the edge.",
            f"Case of {{{j}, {k}}} at the active edge: 2'b00 {out} unchanged; 2'b01 {out} = 0; "
            f"2'b10 {out} = 1; 2'b11 {out} inverted.",
            f"You are given a D flip-flop with the output `{out}`. Its D input is a 2-to-1 "
            f"multiplexer controlled by `{out}`: at 0 it passes `{j}`, at 1 the inverse of `{k}`.",
            f"While `{out}` is 0, only `{j}` matters: a 1 takes `{out}` to 1 at the next active "
            f"edge. While `{out}` is 1, only `{k}` matters: a 1 takes it to 0. Zeros change "
            "nothing.",
            *jk_others(out, j, k),
            f"Implement the characteristic equation {out}_next = ({j} AND NOT {out}) OR (NOT {k} "
            f"AND {out}) of the JK flip-flop.",
        ),
    )

"""Flip-flops: D, T and JK, one bit or a word, with enable, byte enables and any reset value."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import Register, literal
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
    says: tuple[str, str, str, str]
    needs_reset: bool = True


def draw(rng: random.Random) -> Drawn:
    """Draw a flip-flop or a register of them."""
    out = rng.choice(("q", "q", "out", "dout"))
    kind = rng.choice((_data, _data, _bytes, _toggle, _jk))(rng, out)
    clocking = draw_clocking(rng, must_reset=kind.needs_reset)
    top = (1 << kind.width) - 1
    first = rng.choice((0, 0, 0, top, rng.randint(0, top)))
    begin = str(first) if kind.width == 1 or not first else literal(first, kind.width)
    rest = [clocking.says(rng, f"sets `{out}` to {begin}") for _ in kind.says]
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
        says=tuple(f"{text} {more}" for text, more in zip(kind.says, rest, strict=True)),
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
            f"Given `{data}` and the mask `{enable}`, update `{out}` byte by byte ({listed}); "
            "masked-out bytes hold.",
        ),
    )  # fmt: skip


def _toggle(rng: random.Random, out: str) -> _Kind:
    toggle, width = rng.choice(("t", "toggle", "tgl")), rng.choice((1, 1, 1, 4, 8))
    each = "" if width == 1 else " in each bit position"

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
            f"Implement the characteristic equation {out}_next = ({j} AND NOT {out}) OR (NOT {k} "
            f"AND {out}) of the JK flip-flop.",
        ),
    )

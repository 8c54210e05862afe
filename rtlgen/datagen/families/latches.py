"""Transparent latches: gated at either level, of any width, with an enable, a clear or a preset."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import literal
from rtlgen.datagen.told.latches import Latch, others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Latch(Latch):
    @property
    def forced(self) -> int:
        """What is forced."""
        return (1 << self.width) - 1 if self.is_preset else 0

    @property
    def word(self) -> str:
        """Write what is forced as a number."""
        return literal(self.forced, self.width)


class _Run:
    """A latch from power-up on: it holds nothing known until it was open or forced."""

    def __init__(self, latch: _Latch) -> None:
        self._latch = latch
        self._held: int | None = None

    def step(self, levels: Known) -> Known:
        """See `Behaviour`."""
        latch = self._latch
        if latch.force and levels[latch.force] == latch.forces_at:
            self._held = latch.forced
        elif levels[latch.gate] == latch.opens_at and (not latch.enable or levels[latch.enable]):
            self._held = levels[latch.data]
        mask = (1 << latch.width) - 1
        found = {latch.out: self._held}
        if latch.inverse:
            found[latch.inverse] = None if self._held is None else self._held ^ mask
        return found


def draw(rng: random.Random) -> Drawn:
    """Draw a latch."""
    width, is_low = rng.choice((1, 1, 2, 4, 8, 8)), rng.random() < 0.4
    is_preset = rng.random() < 0.35
    names = ("preset", "set") if is_preset else ("clr", "clear", "rst")
    force = rng.choice((None, rng.choice(names) + ("_n" if is_low else "")))
    data, gate = rng.choice((("d", "g"), ("d", "ena"), ("in", "gate"), ("data", "le"), ("d", "en")))
    opens_at = rng.choice((1, 1, 1, 0))
    out = rng.choice(("q", "out", "q_out"))
    latch = _Latch(
        data=data, gate=gate if opens_at else f"{gate}_n", opens_at=opens_at,
        enable=rng.choice((None, None, "ce", "strobe")), force=force, forces_at=int(not is_low),
        is_preset=is_preset, out=out,
        inverse=rng.choice((None, None, "qn", "q_bar")), width=width,
    )  # fmt: skip
    inputs = [latch.gate, *([latch.enable] if latch.enable else []), *([force] if force else [])]
    return Drawn(
        family="latches",
        name=rng.choice(("d_latch", "latch", f"latch{width}", "transparent_latch", "top_module")),
        ports=(
            input_port(data, width), *map(input_port, inputs), output_port(out, width),
            *([output_port(latch.inverse, width)] if latch.inverse else []),
        ),
        bodies=_bodies(latch),
        registers={style: frozenset({out}) for style in ("if", "case", "list")},
        says=_says(latch),
        behaviour=lambda: _Run(latch),
    )  # fmt: skip


def _bodies(latch: _Latch) -> dict[str, str]:
    """Write chains of `if`, a case over the controls, and a list of sensitivities."""
    out, data = latch.out, latch.data
    tail = f"    assign {latch.inverse} = ~{out};\n" if latch.inverse else ""
    first = ""
    if latch.force:
        first = f"if ({latch.forcing})\n            {out} = {latch.word};\n        else "
    chain = f"        {first}if ({latch.test})\n            {out} = {data};\n"
    names = [data, latch.gate, *([latch.enable] if latch.enable else [])]
    names += [latch.force] if latch.force else []
    controls = [latch.test, *([latch.forcing] if latch.force else [])]
    bits = len(controls)
    arms = f"            {bits}'b{'0' * (bits - 1)}1: {out} = {data};\n"
    if latch.force:
        arms += f"            2'b10, 2'b11: {out} = {latch.word};\n"
    listed = f"{{{', '.join(f'({text})' for text in reversed(controls))}}}"
    listed = listed if latch.force else latch.test
    return {
        "if": f"    always @(*) begin\n{chain}    end\n{tail}",
        "case": f"    always @(*)\n        case ({listed})\n{arms}            default: ;\n"
        f"        endcase\n{tail}",
        "list": f"    always @({' or '.join(names)}) begin\n"
        f"{chain.replace(f'{out} =', f'{out} <=')}    end\n{tail}",
    }


def _says(latch: _Latch) -> tuple[str, ...]:
    data, out, level = latch.data, latch.out, latch.opens_at
    word = "single bit" if latch.width == 1 else f"word of {latch.width} bits"
    opened = f"`{latch.gate}` is {level}" + (f" and `{latch.enable}` is 1" if latch.enable else "")
    shut = f"`{latch.gate}` is {1 - level}" + (f" or `{latch.enable}` is 0" if latch.enable else "")
    what = "all ones" if latch.forced and latch.width > 1 else str(min(latch.forced, 1))
    forced, rule, also = "", "", ""
    if latch.force:
        name = "preset" if latch.is_preset else "clear"
        when = f"`{latch.force}` is {latch.forces_at}"
        forced = f" An asynchronous {name} has priority: while {when}, `{out}` is {what} at once."
        rule = (
            f" While {when}, `{out}` is {what} whatever the other inputs are; {what} stays if the "
            "latch is closed when that ends."
        )
        also = f"If {when}, {out} = {what}. Otherwise, if "
    inverse = (
        f" `{latch.inverse}` is always the bitwise inverse of `{out}`." if latch.inverse else ""
    )
    return (
        f"A transparent D latch for a {word}: while {opened}, `{out}` follows `{data}`; while "
        f"{shut}, it keeps the latest value.{forced}{inverse}",
        f"Build a level-sensitive storage element (a latch, not a flip-flop). It is open when "
        f"{opened}, and then `{out}` equals `{data}` at once. It is closed otherwise and holds."
        f"{rule}{inverse}",
        f"Latch. {also or 'If '}{opened}, {out} = {data} (transparent). In all other cases {out} "
        f"is unchanged.{inverse}",
        *_more(latch, opened, what, inverse),
        *others(latch),
        f"Given `{data}` and its gate `{latch.gate}` (open at {level}), store without a clock. "
        f"Rules: 1. Open means that {opened}. 2. An open latch passes `{data}` to `{out}`. 3. A "
        f"closed latch remembers what `{out}` was when it closed.{forced}{inverse}",
    )


def _more(latch: _Latch, opened: str, what: str, inverse: str) -> tuple[str, ...]:
    """Describe the same latch in other words."""
    data, out, gate, force = latch.data, latch.out, latch.gate, latch.force
    size = f"{latch.width} bit{'s' if latch.width > 1 else ''}"
    when = f"`{force}` is {latch.forces_at}"
    code = f"if ({latch.test}) {out} = {data}"
    first, over, kind = "", "", ""
    if force:
        code = f"if ({latch.forcing}) {out} = {latch.word}; else {code}"
        first = f"As long as {when}, `{out}` is forced to {what}. At other times "
        over = f" A level of {latch.forces_at} at `{force}` overrides this and stores {what}."
        kind = f" with asynchronous {'preset' if latch.is_preset else 'clear'} `{force}`"
        kind += f" (active {'high' if latch.forces_at else 'low'}, to {what}, strongest)"
    also = f" and {latch.enable} = 1" if latch.enable else ""
    given = f", while `{force}` is {1 - latch.forces_at}," if force else ""
    return (
        f"D latch, {size}, transparent for {gate} = {latch.opens_at}{also}{kind}: {data} to {out}."
        f"{inverse}",
        f"In Verilog, a combinational always block without a last else: {code}.{inverse}",
        f"Create a level-sensitive register of {size}. {first}`{out}` is a copy of `{data}` "
        f"whenever {opened}, and frozen whenever that is not so.{inverse}",
        f"This block is used to hold a value from `{data}` after the gate closes. The gate is open "
        f"if {opened}; then changes of the data go straight through to `{out}`. If it is shut, "
        f"`{out}` stays as it was.{over}{inverse}",
        f"For example, if {opened}{given} and `{data}` is 1, `{out}` is 1, and it stays 1 when the "
        f"gate closes before `{data}` changes. In general the latch ({size}) is transparent "
        f"exactly when {opened} and stores otherwise.{over}{inverse}",
        f"You are given a feedback multiplexer: `{out}` gets `{data}` if {opened}, and otherwise "
        f"itself. There is no clock, and every change takes effect immediately.{over}{inverse}",
        f"Sample and hold for {size}: sampling while {opened}, holding at other times; the input "
        f"is `{data}`, the held value `{out}`.{over} It reacts to levels, not to edges.{inverse}",
        f"When does `{out}` change? Only while {opened}, when it shows `{data}`"
        f"{f', or when {when}, which has priority and makes it {what}' if force else ''}. At all "
        f"other times it remembers its last value.{inverse}",
    )

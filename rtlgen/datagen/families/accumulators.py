"""Accumulators: a running sum, the difference to the sample before, the least or the greatest."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import Register, literal
from rtlgen.datagen.told.accumulators import others
from rtlgen.spec.model import Port


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    form: str
    """sum, saturating, least, greatest."""
    narrow: int
    """Width of the input."""
    width: int
    data: str
    out: str
    enable: str | None
    restart: str | None
    """At 1 the sample replaces the result."""

    @property
    def inputs(self) -> tuple[Port, ...]:
        names = [name for name in (self.enable, self.restart) if name]
        return (input_port(self.data, self.narrow), *map(input_port, names))

    @property
    def first(self) -> int:
        return (1 << self.width) - 1 if self.form == "least" else 0

    def update(self, state: int, levels: Levels) -> int:
        """Take a sample."""
        sample = levels[self.data]
        if self.enable and not levels[self.enable]:
            return state
        if self.restart and levels[self.restart]:
            return sample
        top = (1 << self.width) - 1
        return {
            "sum": (state + sample) % (top + 1), "saturating": min(state + sample, top),
            "least": min(state, sample), "greatest": max(state, sample),
        }[self.form]  # fmt: skip

    @property
    def sample(self) -> str:
        """Write the input, as wide as the result."""
        gap = self.width - self.narrow
        return f"{{{literal(0, gap)}, {self.data}}}" if gap else self.data

    def expression(self, q: str) -> str:
        """Write choices."""
        top = literal((1 << self.width) - 1, self.width)
        text = {
            "sum": f"{q} + {self.sample}",
            "saturating": f"(({q} > {top} - {self.sample}) ? {top} : {q} + {self.sample})",
            "least": f"(({self.data} < {q}) ? {self.data} : {q})",
            "greatest": f"(({self.data} > {q}) ? {self.data} : {q})",
        }[self.form]
        text = f"({self.restart} ? {self.sample} : {text})" if self.restart else text
        return f"{self.enable} ? {text} : {q}" if self.enable else text

    def statement(self, q: str) -> str:
        """Write a chain of `if`."""
        top = literal((1 << self.width) - 1, self.width)
        last = {
            "sum": f"{q} <= {q} + {self.data};",
            "saturating": f"if ({self.data} > ~{q})\n    {q} <= {top};\n"
            f"else\n    {q} <= {q} + {self.data};",
            "least": f"if ({self.data} < {q})\n    {q} <= {self.data};",
            "greatest": f"if ({q} < {self.data})\n    {q} <= {self.data};",
        }[self.form]
        if self.restart:
            shifted = last.replace("\n", "\n    ")
            last = f"if ({self.restart})\n    {q} <= {self.data};\nelse begin\n    {shifted}\nend"
        if self.enable:
            shifted = last.replace("\n", "\n    ")
            last = f"if ({self.enable}) begin\n    {shifted}\nend"
        return last


def draw(rng: random.Random) -> Drawn:
    """Draw an accumulator."""
    form = rng.choice(("sum", "sum", "saturating", "least", "greatest"))
    narrow = rng.choice((2, 3, 4, 4, 8))
    is_sum = form in ("sum", "saturating")
    outs = {"least": ("min_val", "low"), "greatest": ("max_val", "peak")}
    member = _Member(
        form=form, narrow=narrow, width=narrow + (rng.choice((0, 2, 4, 8)) if is_sum else 0),
        data=rng.choice(("d", "data", "sample", "x")),
        out=rng.choice(outs.get(form, ("sum", "acc"))),
        enable=rng.choice((None, "en", "valid")), restart=rng.choice((None, "restart", "first")),
    )  # fmt: skip
    clocking = draw_clocking(rng)

    def outputs(state: int, levels: Levels) -> Known:
        del levels
        return {member.out: state}

    register = Register(
        clocking=clocking, out=member.out, width=member.width, first=member.first,
        expression=member.expression, statement=member.statement,
    )  # fmt: skip
    begin = f"{member.first} (all ones)" if member.first else "0"
    rest = [
        f"{_control(member)}{clocking.says(rng, f'sets `{member.out}` to {begin}')}"
        for _ in range(4)
    ]
    said = _says(member)
    tails = (rest * 6)[: len(said) - 1] + rest[3:]
    return Drawn(
        family="accumulators",
        name=rng.choice((f"{form}_tracker", "accumulator", "running", "top_module")),
        ports=(*clocking.ports, *member.inputs, output_port(member.out, member.width)),
        bodies=register.bodies(),
        registers=register.registers(),
        says=tuple(f"{text} {more}" for text, more in zip(said, tails, strict=True)),
        behaviour=clocking.behaviour(member.first, member.update, outputs),
    )


def _control(member: _Member) -> str:
    """Say what the control inputs do, in the order of their priority."""
    text = ""
    if member.enable:
        text += f"While `{member.enable}` is 0, no sample is taken and `{member.out}` holds. "
    if member.restart:
        when = f" and `{member.enable}` is 1" if member.enable else ""
        text += (
            f"If `{member.restart}` is 1{when}, the sample itself becomes the new `{member.out}`, "
            "whatever it was before. "
        )
    return text + ("The reset wins over all of this. " if text else "")


def _says(member: _Member) -> tuple[str, ...]:
    data, out, width = member.data, member.out, member.width
    top = (1 << width) - 1
    if member.form in ("least", "greatest"):
        sign = "<" if member.form == "least" else ">"
        kind = "smallest" if member.form == "least" else "largest"
        fold = "min" if member.form == "least" else "max"
        return (
            f"Keep the {kind} unsigned value of `{data}` seen since the reset in `{out}`.",
            f"At each active clock edge `{data}` is compared with `{out}`, both unsigned; if "
            f"{data} {sign} {out}, the register `{out}` becomes `{data}`, else it stays.",
            f"Rules: 1. `{data}` and `{out}` are unsigned numbers of {width} bits. 2. One sample "
            f"per clock. 3. `{out}` is the {kind} of its old value and the sample.",
            *_extreme_more(member, kind, sign),
            *others(
                member.form, (data, out), (member.narrow, width), (member.enable, member.restart)
            ),
            f"Given the samples of `{data}`, one per clock, compute the running value "
            f"{out} = {fold}({out}, {data}), unsigned.",
        )
    is_clipped = member.form == "saturating"
    over = (
        f"If the true sum is greater than {top}, the result is {top} (saturation)."
        if is_clipped
        else f"The sum wraps: it is taken modulo {top + 1}, and a carry out is dropped."
    )
    kind = "saturating " if is_clipped else ""
    formula = f"min({out} + {data}, {top})" if is_clipped else f"({out} + {data}) mod {top + 1}"
    return (
        f"Form a {kind}running sum of the unsigned input `{data}` in the register `{out}` of "
        f"{width} bits. {over}",
        f"At each active clock edge the unsigned number `{data}`, extended with zeros to {width} "
        f"bits, is added to `{out}`. {over}",
        f"Rules: 1. All numbers are unsigned. 2. One sample of `{data}` is added to `{out}` at "
        f"each active clock edge. 3. {over}",
        *_sum_more(member, over),
        *others(member.form, (data, out), (member.narrow, width), (member.enable, member.restart)),
        f"Given one sample of `{data}` per clock, update {out} = {formula}, with unsigned numbers.",
    )


def _extreme_more(member: _Member, kind: str, sign: str) -> tuple[str, ...]:
    """Describe the least or the greatest sample in other words."""
    data, out, is_least = member.data, member.out, member.form == "least"
    name, than = ("minimum", "smaller") if is_least else ("maximum", "greater")
    best = min(2, 3, 1) if is_least else max(2, 3, 1)
    second = 2 if is_least else 3
    return (
        f"Running {name} of unsigned {data}, one sample per clock, held in {out}.",
        f"Build a {name} tracker. A new sample at `{data}` replaces the one in `{out}` if it is "
        f"{than}, as an unsigned number; if it is not, `{out}` keeps its value.",
        f"In Verilog, each active clock edge does: if ({data} {sign} {out}) {out} <= {data}. The "
        "comparison is unsigned.",
        f"This block is used to find the {kind} reading of a sensor. The readings come unsigned on "
        f"`{data}`, one in each clock cycle, and `{out}` is the record so far.",
        f"For example, when the samples 2, 3 and 1 follow a reset, `{out}` is 2, then {second}, "
        f"then {best}: it always shows the {kind} sample up to now. Samples are taken from "
        f"`{data}` once per clock and are unsigned.",
        f"Create a register `{out}` that is loaded from `{data}` at those active clock edges at "
        f"which the unsigned `{data}` is {than} than the stored value.",
        f"You are given a stream of unsigned words on `{data}`, one per active clock edge. Report "
        f"on the registered output `{out}` their {name} since the start.",
        f"A comparator for unsigned numbers and a register work together: whichever of `{out}` and "
        f"`{data}` is the {than} one is stored in `{out}` at the active clock edge.",
    )


def _sum_more(member: _Member, over: str) -> tuple[str, ...]:
    """Describe a sum in other words."""
    data, out, width, top = member.data, member.out, member.width, (1 << member.width) - 1
    is_clipped = member.form == "saturating"
    kind = "Saturating accumulator" if is_clipped else "Accumulator"
    past = f"stays at {top}" if is_clipped else "begins again at 0"
    rule = f"{data} > {top} - {out} ? {top} : {out} + {data}" if is_clipped else f"{out} + {data}"
    after = min(top + 1, top) if is_clipped else 0
    return (
        f"{kind}: unsigned {data}, {member.narrow} bits, into {out}, {width} bits. {over}",
        f"Build an adder with a register behind it. The register, `{out}`, is fed back to one "
        f"input of the adder, the other one is the zero-extended `{data}`, and it is clocked at "
        f"each active edge. {over}",
        f"In Verilog, each active clock edge does {out} <= {rule}, where the numbers are unsigned "
        f"and {out} has {width} bits. {over}",
        f"This block is used to total unsigned amounts. Every clock cycle brings one at `{data}`, "
        f"and `{out}` is the total of all up to now. {over}",
        f"For example, with `{out}` at {top}, a sample of 1 at `{data}` makes it {after}, and with "
        f"`{out}` at 0 it makes it 1. In general the unsigned sample is added to the register once "
        f"per clock. {over}",
        f"Create a register of {width} bits, `{out}`, that grows by the unsigned value of `{data}` "
        f"at each active clock edge. A count that goes past its end, {top}, {past}"
        + (". " if is_clipped else ", the rest being added from there. ") + over,
        f"You are given unsigned words of {member.narrow} bits on `{data}`. Sum them up, one word "
        f"per active clock edge, in the {width} bits of `{out}`. {over}",
        f"`{out}` is an integrator: its next value is its present value plus the unsigned input "
        f"`{data}`. {over}",
    )  # fmt: skip

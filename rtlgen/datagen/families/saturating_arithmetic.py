"""Sums and differences that stop at the limits of the word, and values cut to a range."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.saturating_arithmetic import Limits, others

_FLAGS = ("sat", "saturated", "limited", "clipped")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limited(Limits):
    def read(self, bits: int) -> int:
        """Read a word as a number."""
        return bits - (bits >> self.width - 1 << self.width) if self.is_signed else bits

    def function(self, levels: Levels) -> Known:
        """Compute exactly, then cut."""
        exact = self.read(levels[self.a])
        if self.b:
            other = self.read(levels[self.b])
            exact += other if self.kind == "add" else -other
        found = {self.out: sorted((self.low, exact, self.high))[1] % (1 << self.width)}
        return {**found, self.flag: int(not self.low <= exact <= self.high)} if self.flag else found


def draw(rng: random.Random) -> Drawn:
    """Draw a sum, a difference or a range."""
    kind, width = rng.choice(("add", "add", "sub", "clamp")), rng.choice((3, 4, 5, 6, 8, 8, 12, 16))
    is_signed = rng.random() < 0.6
    low = -(1 << width - 1) if is_signed else 0
    high = low + (1 << width) - 1
    a, b = rng.choice((("a", "b"), ("x", "y"), ("op1", "op2"), ("first", "second")))
    if kind == "clamp":
        low, high = sorted(rng.sample(range(low + 1, high), 2))
        a = rng.choice(("in", "x", "value", "sample"))
    limited = _Limited(
        kind=kind, a=a, b=None if kind == "clamp" else b, width=width, is_signed=is_signed,
        out=rng.choice(("out", "result", "z", "res")), low=low, high=high,
        flag=rng.choice((*_FLAGS, None, None, None)),
    )  # fmt: skip
    outs = [limited.out, *([limited.flag] if limited.flag else [])]
    return Drawn(
        family="saturating_arithmetic",
        name=rng.choice((f"sat_{kind}", f"{kind}_unit", "limiter", "saturate", "top_module")),
        ports=(
            *(input_port(name, width) for name in (a, limited.b) if name),
            output_port(limited.out, width),
            *([output_port(limited.flag)] if limited.flag else []),
        ),
        bodies={"wide": _wide(limited), "if": _chain(limited), "bits": _bits(limited)},
        registers={"if": frozenset(outs)},
        says=_says(limited),
        behaviour=lambda: Combinational(limited.function),
    )


def _exact(limited: _Limited) -> str:
    """Write the exact result with two more bits, its sign on top."""
    parts = []
    for name in (limited.a, limited.b):
        if name:
            sign = f"{name}[{limited.width - 1}]" if limited.is_signed else "1'b0"
            parts.append(f"{{{{2{{{sign}}}}}, {name}}}")
    return f" {'-' if limited.kind == 'sub' else '+'} ".join(parts)


def _wide(limited: _Limited) -> str:
    width, out = limited.width, limited.out
    low, high = (limited.constant(n) for n in (limited.low, limited.high))
    lowest, highest = (limited.constant(n, width + 2) for n in (limited.low, limited.high))
    text = (
        f"    wire signed [{width + 1}:0] exact = {_exact(limited)};\n"
        f"    wire below = exact < $signed({lowest});\n"
        f"    wire above = exact > $signed({highest});\n\n"
        f"    assign {out} = below ? {low} : above ? {high} : exact[{width - 1}:0];\n"
    )
    return text + (f"    assign {limited.flag} = below | above;\n" if limited.flag else "")


def _chain(limited: _Limited) -> str:
    width, out, flag = limited.width, limited.out, limited.flag
    lowest, highest = (limited.constant(n, width + 2) for n in (limited.low, limited.high))
    set_flag, text = "", ""
    if flag:
        set_flag = f"            {flag} = 1'b1;\n"
        text = f"        {flag} = 1'b0;\n"
    return (
        f"    reg signed [{width + 1}:0] exact;\n\n    always @(*) begin\n"
        f"        exact = {_exact(limited)};\n{text}"
        f"        if (exact > $signed({highest})) begin\n"
        f"            {out} = {limited.constant(limited.high)};\n{set_flag}"
        f"        end else if (exact < $signed({lowest})) begin\n"
        f"            {out} = {limited.constant(limited.low)};\n{set_flag}"
        f"        end else\n            {out} = exact[{width - 1}:0];\n    end\n"
    )


def _bits(limited: _Limited) -> str:
    """Look at signs and carries; a range is compared with an offset."""
    a, b, out, width = limited.a, limited.b, limited.out, limited.width
    low, high = (limited.constant(n) for n in (limited.low, limited.high))
    sign, top = "-" if limited.kind == "sub" else "+", width - 1
    if b is None:
        # With the top bit inverted, two's complement numbers are in the order of unsigned ones.
        turn = limited.constant(1 << top if limited.is_signed else 0)
        text = (
            f"    wire [{top}:0] p = {a} ^ {turn};\n"
            f"    wire below = p < ({low} ^ {turn});\n    wire above = p > ({high} ^ {turn});\n\n"
            f"    assign {out} = below ? {low} : (above ? {high} : {a});\n"
        )
        return text + (f"    assign {limited.flag} = below || above;\n" if limited.flag else "")
    if limited.is_signed:
        same = "!=" if limited.kind == "sub" else "=="
        text = (
            f"    wire [{top}:0] part = {a} {sign} {b};\n"
            f"    wire over = ({a}[{top}] {same} {b}[{top}]) && (part[{top}] != {a}[{top}]);\n\n"
            f"    assign {out} = over ? {{{a}[{top}], {{{top}{{~{a}[{top}]}}}}}} : part;\n"
        )
    else:
        limit = low if limited.kind == "sub" else high
        text = (
            f"    wire [{top}:0] part;\n    wire over;\n\n"
            f"    assign {{over, part}} = {a} {sign} {b};\n"
            f"    assign {out} = over ? {limit} : part;\n"
        )
    return text + (f"    assign {limited.flag} = over;\n" if limited.flag else "")


def _says(limited: _Limited) -> tuple[str, ...]:
    a, out, width = f"`{limited.a}`", f"`{limited.out}`", limited.width
    low, high, flag = limited.low, limited.high, limited.flag
    number = "two's complement signed" if limited.is_signed else "unsigned"
    thing = {"add": f"{a} + `{limited.b}`", "sub": f"{a} - `{limited.b}`", "clamp": a}[limited.kind]
    names = a if limited.b is None else f"{a} and `{limited.b}`"
    are = f"is a {number} number" if limited.b is None else f"are {number} numbers"
    article = "an" if number[0] == "u" and limited.b is None else "a"
    are = are.replace("a unsigned", f"{article} unsigned")
    told = f" `{flag}` is 1 when the value had to be cut, otherwise 0." if flag else ""
    high_bits, low_bits = (f"{n % (1 << width):0{width}b}" for n in (high, low))
    verb = {"add": "Saturating adder", "sub": "Saturating subtractor", "clamp": "Limiter"}
    last = f" 4. `{flag}` is 1 in the cases 2 and 3, and 0 in case 1." if flag else ""
    uses = {"add": "a sum", "sub": "a difference", "clamp": "a sample"}
    sample = {
        "add": f"the operands {high} and {high} give {high}, not {2 * high}",
        "sub": f"{low} minus {high} gives {low}, not {low - high}",
        "clamp": f"{high + 1} gives {high} and {low - 1} gives {low}",
    }[limited.kind]
    more = f", and `{flag}` tells whether that happened (1) or not (0)" if flag else ""
    return (
        f"{verb[limited.kind]}, {width} bits, {number}: {out} = {thing}, limited to the range"
        f" {low} to {high}.{told}",
        f"{names} {are} of {width} bits. The exact value of {thing} is passed to {out} if it lies"
        f" between {low} and {high} (both included). If it is greater, {out} is {high}; if it is"
        f" less, {out} is {low}.{told}",
        f"Let v be the exact {thing}, {number}, without loss of bits. 1. If {low} <= v <= {high},"
        f" {out} is v. 2. If v > {high}, {out} is {high_bits} in binary. 3. If v < {low}, {out} is"
        f" {low_bits} in binary.{last}",
        f"Given {names} ({number}, {width} bits), compute {out} = min(max(v, {low}), {high}) with"
        f" v = {thing} as an exact number.{told}",
        f"Clip {thing} to [{low}, {high}], {number}, {width} bits wide, result {out}.{told}",
        f"Create a circuit for {number} numbers. First {thing} is formed with extra bits, so that "
        f"nothing is lost. Then {out} is set to {high} if that is greater than {high}, to {low} if "
        f"it is smaller than {low}, and to the value itself in all other cases.{told}",
        f"With v the exact value of {thing} ({number}), {out} = v > {high} ? {high} : v < {low} ? "
        f"{low} : v.{told}",
        f"This block is used to keep {uses[limited.kind]} from overflowing its limits. {out} never "
        f"rises above {high} and never falls below {low}: {thing}, {number}, is shown unchanged "
        f"inside these limits, and replaced by the limit that it has crossed outside.{told}",
        f"For example, {sample}. In general {out} is the number from {low} to {high} that is "
        f"closest to the true {thing}, where {names} {are}.{told}",
        f"You are given {names}, {number}, {width} bits. Put {thing} on {out}, but replace every "
        f"value past the upper limit {high} by {high_bits} and every value past the lower limit "
        f"{low} by {low_bits} (binary).{told}",
        f"{out} follows {thing} in the interval from {low} to {high}, both ends belonging to it, "
        f"and is flat on both sides, {low} on the lower and {high} on the upper one. All of this "
        f"is combinational and {number}.{told}",
        *others(limited),
        f"The unit works without clock on {number} words of {width} bits. Instead of wrapping"
        f" around, or leaving the range {low} to {high}, the value {thing} sticks to the nearer"
        f" end of that range at {out}{more}.",
    )

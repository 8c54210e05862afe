"""Multipliers without a clock: two words, signed or not, a word by a constant, or a square."""

from __future__ import annotations

import dataclasses
import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.operations import signed
from rtlgen.datagen.told.multipliers import Product, others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Multiplier(Product):
    def function(self, levels: Levels) -> Known:
        """Multiply."""
        one = levels[self.a]
        other = levels[self.b] if self.form == "words" else one
        if self.is_signed:
            one, other = signed(one, self.size_a), signed(other, self.size_b)
        product = one * (self.factor if self.form == "constant" else other)
        return {self.out: product & (1 << self.size) - 1}


def draw(rng: random.Random) -> Drawn:
    """Draw a multiplier."""
    form = rng.choice(("words", "words", "words", "constant", "constant", "square"))
    is_signed = form != "constant" and rng.random() < 0.4
    a, b = rng.choice((("a", "b"), ("x", "y"), ("in1", "in2"), ("multiplicand", "multiplier")))
    size_a = rng.choice((2, 3, 4, 4, 5) if form != "constant" else (4, 6, 8, 8, 12))
    size_b = rng.choice((size_a, size_a, 2, 3, 4)) if form == "words" else size_a
    multiplier = _Multiplier(
        form=form, is_signed=is_signed, a=a, size_a=size_a, b=b, size_b=size_b,
        factor=rng.choice((3, 5, 7, 9, 10, 12, 15, rng.randrange(3, 128))),
        out=rng.choice(("p", "product", "out", "result")), size=1,
    )  # fmt: skip
    size = multiplier.full
    if rng.random() < 0.2:
        size = rng.choice((size - 1, max(size_a, size_b), size + 2))
    multiplier = dataclasses.replace(multiplier, size=size)
    bodies = _constants(multiplier) if form == "constant" else _products(multiplier)
    ports = [input_port(a, size_a), *([input_port(b, size_b)] if form == "words" else [])]
    return Drawn(
        family="multipliers",
        name=rng.choice(("mult", "multiply", f"mul{size_a}", "top_module", "mul_unit")),
        ports=(*ports, output_port(multiplier.out, size)),
        bodies=bodies,
        registers=dict.fromkeys(("loop", "rows"), frozenset({multiplier.out})),
        says=_says(multiplier),
        behaviour=lambda: Combinational(multiplier.function),
    )


def _products(multiplier: _Multiplier) -> dict[str, str]:
    """Write the operator, a loop over the bits, a sum of rows, and a chain of adders."""
    a, out, size = multiplier.a, multiplier.out, multiplier.size
    b, bits = multiplier.b if multiplier.form == "words" else a, multiplier.size_b
    top = bits - 1
    wide = max(size, multiplier.size_a)
    sign = f"{a}[{multiplier.size_a - 1}]" if multiplier.is_signed else "1'b0"
    more = wide - multiplier.size_a
    ext = f"{{{{{more}{{{sign}}}}}, {a}}}" if more else a
    head = f"    wire [{wide - 1}:0] ext = {ext};\n"
    pairs = f"{a} * {b}"
    if multiplier.is_signed:
        pairs = f"$signed({a}) * $signed({b})"
    last = f"        if ({b}[{top}])\n            {out} = {out} - (ext << {top});\n"
    count = top if multiplier.is_signed else bits
    loop = (
        f"{head}    integer i;\n    always @(*) begin\n        {out} = {size}'d0;\n"
        f"        for (i = 0; i < {count}; i = i + 1)\n            if ({b}[i])\n"
        f"                {out} = {out} + (ext << i);\n"
        f"{last if multiplier.is_signed else ''}    end\n"
    )
    signs = ["+"] * bits
    if multiplier.is_signed:
        signs[-1] = "-"
    terms = [f"({b}[{n}] ? (ext << {n}) : {wide}'d0)" for n in range(bits)]
    summed = "\n        ".join(
        f"{sign} {term}" if n else term
        for n, (sign, term) in enumerate(zip(signs, terms, strict=True))
    )
    masks = "".join(
        f"    wire [{wide - 1}:0] row{n} = {{{wide}{{{b}[{n}]}}}} & (ext << {n});\n"
        for n in range(bits)
    )
    rows = " ".join(f"{sign if n else ''} row{n}".strip() for n, sign in enumerate(signs))
    return {
        "operator": f"    assign {out} = {pairs};\n",
        "loop": loop,
        "sum": f"{head}    assign {out} = {summed};\n",
        "rows": f"{head}{masks}    always @(*)\n        {out} = {rows};\n",
    }


def _constants(multiplier: _Multiplier) -> dict[str, str]:
    """Write the operator, a sum of shifted words, and one with subtractions."""
    a, out, size, factor = multiplier.a, multiplier.out, multiplier.size, multiplier.factor
    shifts = [n for n in range(factor.bit_length()) if factor >> n & 1]
    summed = " + ".join(f"(ext << {n})" if n else "ext" for n in reversed(shifts))
    wide = max(size, multiplier.size_a)
    fill = f"{{{wide - multiplier.size_a}'d0, {a}}}" if wide > multiplier.size_a else a
    head = f"    wire [{wide - 1}:0] ext = {fill};\n"
    digits, rest, place = [], factor, 0
    while rest:
        digit = 0 if rest % 2 == 0 else 2 - rest % 4
        if digit:
            digits.append((place, digit))
        rest, place = (rest - digit) // 2, place + 1
    sparse = "".join(
        f" {'+' if digit > 0 else '-'} (ext << {place})" for place, digit in reversed(digits)
    )
    return {
        "operator": f"    assign {out} = {a} * {factor.bit_length()}'d{factor};\n",
        "shifts": f"{head}    assign {out} = {summed};\n",
        "rows": f"{head}    always @(*)\n        {out} ={sparse.removeprefix(' +')};\n",
    }


def _says(multiplier: _Multiplier) -> tuple[str, ...]:
    a, b, out, size = multiplier.a, multiplier.b, multiplier.out, multiplier.size
    kind = "two's complement (signed)" if multiplier.is_signed else "unsigned"
    wide = size >= multiplier.full
    fits = f"The product always fits into the {size} bits of `{out}`"
    if size > multiplier.full:
        fits += ", and the bits above it are copies of its sign" if multiplier.is_signed else (
            ", and the bits above it are 0"
        )  # fmt: skip
    cut = f"{fits}." if wide else f"Only the lower {size} bits of the product are kept."
    if multiplier.form == "constant":
        factor, operand = (
            multiplier.factor,
            f"the unsigned number `{a}` of {multiplier.size_a} bits",
        )
        return (
            f"Multiply {operand} by the constant {factor}. `{out}` is the product. {cut}",
            f"`{out}` is {factor} times `{a}`. All numbers are unsigned. {cut}",
            f"Scale by a constant. Rules: 1. Take {operand}. 2. Add it up {factor} times. 3. {cut}",
            *_constant_more(multiplier, cut),
            *others(multiplier),
            f"Given {operand}, compute {out} = {a} * {factor} without a clock. {cut}",
        )
    words = f"`{a}` ({multiplier.size_a} bits) and `{b}` ({multiplier.size_b} bits)"
    if multiplier.form == "square":
        return (
            f"Square a number: `{out}` is `{a}` times `{a}`. `{a}` is {kind} with "
            f"{multiplier.size_a} bits. {cut}",
            f"Given the {kind} number `{a}`, compute {out} = {a} * {a} without a clock. {cut}",
            f"Combinational squarer, {multiplier.size_a} bits, {kind}. {out} = {a} squared. {cut}",
            *_square_more(multiplier, kind, cut),
            *others(multiplier),
            f"Rules: 1. Read `{a}` as {kind}. 2. Multiply it by itself. 3. Show the result at "
            f"`{out}`. {cut}",
        )
    return (
        f"A combinational multiplier for {kind} numbers: `{out}` is the product of {words}. {cut}",
        f"Given {words}, both {kind}, compute {out} = {a} * {b} without a clock. {cut}",
        f"Multiplier, {multiplier.size_a} x {multiplier.size_b} bits, {kind}. {out} = {a} times "
        f"{b}, no latency. {cut}",
        *_words_more(multiplier, kind, cut),
        *others(multiplier),
        f"Build an array multiplier. Rules: 1. {words[0]}{words[1:]} are {kind} numbers. "
        f"2. `{out}` is their product. 3. {cut}",
    )


def _constant_more(multiplier: _Multiplier, cut: str) -> tuple[str, ...]:
    """Describe a product with a constant in other words."""
    a, out, bits, factor = multiplier.a, multiplier.out, multiplier.size_a, multiplier.factor
    places = [str(n) for n in range(factor.bit_length()) if factor >> n & 1]
    shifted = " + ".join(f"({a} << {n})" for n in reversed(places))
    sample = multiplier.function({a: 5})[out]
    return (
        f"Constant multiplier, unsigned, {bits} bits in: {out} = {factor} x {a}. {cut}",
        f"Create a circuit whose output `{out}` is {factor} times as large as the unsigned input "
        f"`{a}`. {cut}",
        f"Shift-and-add: {out} = {shifted}, computed with enough bits and unsigned. {cut}",
        f"This block is used to convert a count `{a}` of units that are worth {factor} each into a "
        f"total, `{out}`. Both are unsigned. {cut}",
        f"For example, {a} = 5 gives {out} = {sample}. In general the unsigned word `{a}` ({bits} "
        f"bits) is scaled by {factor}, in combinational logic. {cut}",
        f"You are given an unsigned number `{a}`. Add together copies of it that are shifted left "
        f"by {', '.join(places)} (each number stands for one copy) and put the sum on `{out}`. "
        f"{cut}",
        f"Gain stage: the unsigned `{a}` is amplified by the fixed gain {factor} and leaves as "
        f"`{out}`. Nothing is stored. {cut}",
        f"What is `{out}`? The product of the number {factor} and the unsigned value of `{a}`. "
        f"{cut}",
    )


def _square_more(multiplier: _Multiplier, kind: str, cut: str) -> tuple[str, ...]:
    """Describe a square in other words."""
    a, out, bits = multiplier.a, multiplier.out, multiplier.size_a
    ones = (1 << bits) - 1
    sample = f"{multiplier.function({a: ones})[out]:0{multiplier.size}b}"
    extended = "sign" if multiplier.is_signed else "zero"
    return (
        f"Squarer: {out} = {a} x {a}, {kind}, {bits} bits in. {cut}",
        f"Create a circuit that raises the {kind} number `{a}` to the second power, at `{out}`. "
        f"{cut}",
        f"The second power of `{a}`, read as {kind}, appears at `{out}` without a clock. For "
        f"example, {a} = {ones:b} gives {sample} (both in binary). {cut}",
        f"You are given one operand `{a}` of {bits} bits. Feed it to both inputs of a multiplier "
        f"for {kind} numbers; `{out}` is what comes out. {cut}",
        f"This block is used to compute the power of a signal from its {kind} amplitude `{a}`: "
        f"`{out}` is the amplitude squared. {cut}",
        f"Extend `{a}` with {extended} bits, multiply the long word by itself, and pass the "
        f"product to `{out}`, its lowest bit to bit 0. {cut}",
        f"`{out}` holds the area of a square whose side, {kind}, is `{a}`; a side may well be 0. "
        f"{cut}",
        f"What number has `{a}`, a {bits}-bit {kind} number, as its root? That number is `{out}`. "
        f"{cut}",
    )


def _words_more(multiplier: _Multiplier, kind: str, cut: str) -> tuple[str, ...]:
    """Describe a product of two words in other words."""
    a, b, out, size_a, size_b = (
        multiplier.a, multiplier.b, multiplier.out, multiplier.size_a, multiplier.size_b,
    )  # fmt: skip
    ones = (1 << size_a) - 1, (1 << size_b) - 1
    sample = f"{multiplier.function({a: ones[0], b: ones[1]})[out]:0{multiplier.size}b}"
    top, code = size_b - 1, f"{a} * {b}, both operands first extended with zeros"
    rows = f"For every bit i of `{b}` that is 1, `{a}` shifted left by i places is added up"
    if multiplier.is_signed:
        code = f"$signed({a}) * $signed({b}), evaluated in the width of the product"
        rows = (
            f"`{a}` is sign-extended. For every bit i of `{b}` below bit {top} that is 1, `{a}` "
            f"shifted left by i places is added up; if bit {top} of `{b}` is 1, `{a}` shifted left "
            f"by {top} places is subtracted"
        )
    return (
        f"Multiply {a} by {b}, {size_a} x {size_b} bits, {kind}, output {out}. {cut}",
        f"Create a circuit that multiplies two {kind} operands, `{a}` with {size_a} and `{b}` with "
        f"{size_b} bits, and shows the product at `{out}`. {cut}",
        f"{rows}; the total is `{out}`. {cut}",
        f"In Verilog, {out} = {code}. {cut}",
        f"Partial products of `{a}` and `{b}` are summed combinationally to the {kind} product "
        f"`{out}`. For example, {a} = {ones[0]:b} and {b} = {ones[1]:b} give {sample} (all in "
        f"binary). {cut}",
        f"This block is used to weight the sample `{a}` by the coefficient `{b}`. Both are {kind}, "
        f"and `{out}` is the weighted sample, with no rounding. {cut}",
        f"`{out}` equals `{a}` times `{b}` modulo 2 to the power of {multiplier.size}, where `{a}` "
        f"and `{b}` are read as {kind} numbers.",
        f"You are given two {kind} numbers. Their product is formed by gates alone, without "
        f"registers, from `{a}` ({size_a} bits wide) and `{b}` ({size_b} bits wide), and output as "
        f"`{out}`. {cut}",
    )

"""Adders: half, full, whole words with carries, add and subtract, and signed overflow."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.adders import others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Adder:
    a: str
    b: str
    total: str
    width: int
    carry_in: str | None = None
    carry_out: str | None = None
    subtract: str | None = None
    overflow: str | None = None

    def function(self, levels: Levels) -> Known:
        """Add as integers."""
        one, other = levels[self.a], levels[self.b]
        sign = -1 if self.subtract and levels[self.subtract] else 1
        exact = one + sign * other + (levels[self.carry_in] if self.carry_in else 0)
        found = {self.total: exact % (1 << self.width)}
        if self.carry_out:
            found[self.carry_out] = int(exact >= 1 << self.width)
        if self.overflow:
            half = 1 << self.width - 1
            true = (one ^ half) - half + sign * ((other ^ half) - half)
            found[self.overflow] = int(not -half <= true < half)
        return found


def draw(rng: random.Random) -> Drawn:
    """Draw an adder."""
    kind = rng.choice(("half", "full", "word", "word", "addsub", "signed", "signed_addsub"))
    a, b = rng.choice((("a", "b"), ("x", "y"), ("op1", "op2"), ("in_a", "in_b")))
    is_word = kind not in ("half", "full")
    has_in = kind == "full" or (kind == "word" and rng.random() < 0.6)
    has_out = kind in ("half", "full") or (kind == "word" and rng.random() < 0.7)
    adder = _Adder(
        a=a, b=b, total=rng.choice(("sum", "s", "result") if is_word else ("sum", "s")),
        width=rng.choice((2, 3, 4, 8, 8, 16, 32)) if is_word else 1,
        carry_in=rng.choice(("cin", "c_in", "carry_in")) if has_in else None,
        carry_out=rng.choice(("cout", "c_out", "carry")) if has_out else None,
        subtract=rng.choice(("sub", "mode", "do_sub")) if "addsub" in kind else None,
        overflow=rng.choice(("overflow", "ovf", "v")) if "signed" in kind else None,
    )  # fmt: skip
    inputs = [input_port(name) for name in (adder.carry_in, adder.subtract) if name]
    outputs = [output_port(name) for name in (adder.carry_out, adder.overflow) if name]
    bodies = {"operator": _operator(adder), "ripple": _ripple(adder), "always": _always(adder)}
    changed = frozenset({adder.total, *(port.name for port in outputs)})
    return Drawn(
        family="adders",
        name=rng.choice((f"{kind}_adder", "adder", f"add{adder.width}", "arith")),
        ports=(
            input_port(a, adder.width), input_port(b, adder.width), *inputs,
            output_port(adder.total, adder.width), *outputs,
        ),
        bodies=bodies,
        registers={"always": changed},
        says=_says(adder),
        behaviour=lambda: Combinational(adder.function),
    )  # fmt: skip


def _sign(name: str, width: int) -> str:
    return f"{name}[{width - 1}]"


def _operator(adder: _Adder) -> str:
    plain = f"{adder.a} + {adder.b}" + (f" + {adder.carry_in}" if adder.carry_in else "")
    if adder.subtract:
        plain = f"{adder.subtract} ? {adder.a} - {adder.b} : {plain}"
    target = f"{{{adder.carry_out}, {adder.total}}}" if adder.carry_out else adder.total
    text = f"    assign {target} = {plain};\n"
    if adder.overflow:
        a, b, total = (_sign(name, adder.width) for name in (adder.a, adder.b, adder.total))
        b = f"({b} ^ {adder.subtract})" if adder.subtract else b
        text += f"    assign {adder.overflow} = ({a} == {b}) && ({total} != {a});\n"
    return text


def _ripple(adder: _Adder) -> str:
    a, b, width, zero = adder.a, adder.b, adder.width, "1'b0"
    if width == 1 and adder.carry_in:
        return (
            f"    wire half = {a} ^ {b};\n\n    assign {adder.total} = half ^ {adder.carry_in};\n"
            f"    assign {adder.carry_out} = ({a} & {b}) | (half & {adder.carry_in});\n"
        )
    if width == 1:
        return f"    assign {adder.total} = {a} ^ {b};\n    assign {adder.carry_out} = {a} & {b};\n"
    second = f"{b} ^ {{{width}{{{adder.subtract}}}}}" if adder.subtract else b
    text = (
        f"    wire [{width}:0] c;\n    wire [{width - 1}:0] p = {second};\n    genvar i;\n\n"
        f"    assign c[0] = {adder.carry_in or adder.subtract or zero};\n"
        f"    generate\n        for (i = 0; i < {width}; i = i + 1) begin : stage\n"
        f"            assign {adder.total}[i] = {a}[i] ^ p[i] ^ c[i];\n"
        f"            assign c[i + 1] = ({a}[i] & p[i]) | (c[i] & ({a}[i] ^ p[i]));\n"
        "        end\n    endgenerate\n"
    )
    if adder.carry_out:
        text += f"    assign {adder.carry_out} = c[{width}];\n"
    if adder.overflow:
        text += f"    assign {adder.overflow} = c[{width}] ^ c[{width - 1}];\n"
    return text


def _always(adder: _Adder) -> str:
    a, b, width, zero = adder.a, adder.b, adder.width, "1'b0"
    # One bit more than the words holds the carry, or the sign of the exact sum.
    first, second = (
        f"{{{_sign(name, width) if adder.overflow else zero}, {name}}}" for name in (a, b)
    )
    added = f"{first} + {second}" + (f" + {adder.carry_in}" if adder.carry_in else "")
    text = f"    reg [{width}:0] exact;\n\n    always @(*) begin\n"
    if adder.subtract:
        text += (
            f"        if ({adder.subtract})\n            exact = {first} - {second};\n"
            f"        else\n            exact = {added};\n"
        )
    else:
        text += f"        exact = {added};\n"
    low = "0" if width == 1 else f"{width - 1}:0"
    text += f"        {adder.total} = exact[{low}];\n"
    if adder.carry_out:
        text += f"        {adder.carry_out} = exact[{width}];\n"
    if adder.overflow:
        text += f"        {adder.overflow} = exact[{width}] != exact[{width - 1}];\n"
    return text + "    end\n"


def _says(adder: _Adder) -> tuple[str, ...]:
    a, b, total, width = adder.a, adder.b, adder.total, adder.width
    plus = f"`{a}` + `{b}`" + (f" + `{adder.carry_in}`" if adder.carry_in else "")
    cut = "" if adder.carry_out else f", cut to {width} bits"
    out = f" and `{adder.carry_out}` bit {width}" if adder.carry_out else ""
    carry = f" `{adder.carry_out}` is the carry out of the top bit." if adder.carry_out else ""
    bits = "1 bit" if width == 1 else f"{width} bits"
    if adder.subtract:
        plus = f"{plus} while `{adder.subtract}` is 0 and `{a}` - `{b}` while it is 1"
    low, high = -(1 << width - 1), (1 << width - 1) - 1
    flag, rule, check = "", "", ""
    if adder.overflow:
        flag = f" `{adder.overflow}` flags signed (two's complement) overflow."
        rule = (
            f" Taken as two's complement numbers, the exact result may lie outside {low} to"
            f" {high}: then `{adder.overflow}` is 1, otherwise 0."
        )
        check = f", and `{adder.overflow}` = 1 if the signed result does not fit, else 0"
    how = "adder and subtractor" if adder.subtract else "adder"
    limit = 1 << width
    wrap = (
        f" `{adder.carry_out}` is 1 when the result is {limit} or more, and `{total}` is then the"
        f" result minus {limit}."
        if adder.carry_out
        else f" The result is taken modulo {limit}."
    )
    return (
        f"Combinational {how}, {bits}: `{total}` is {plus}{cut}.{carry}{flag}",
        f"Let R be {plus}. Bits {width - 1} to 0 of R go to `{total}`{out}.{rule}"
        if width > 1
        else f"Let R be {plus}, a number of two bits: `{total}` is bit 0 of R{out}.",
        f"Given operands of {bits}, compute {plus} as unsigned numbers.{wrap} The remainder is"
        f" `{total}`.{rule}" if not adder.carry_out else
        f"Given operands of {bits}, compute {plus} as unsigned numbers.{wrap}",
        *_more(adder, plus, rule),
        *others(
            (a, b, total), width,
            {"in": adder.carry_in, "out": adder.carry_out, "subtract": adder.subtract,
             "overflow": adder.overflow},
        ),
        f"Rules: 1. The result is {plus}. 2. `{total}` = result mod {limit}"
        + (f", `{adder.carry_out}` = 1 if result >= {limit}, else 0" if adder.carry_out else "")
        + f"{check}.",
    )  # fmt: skip


def _more(adder: _Adder, plus: str, rule: str) -> tuple[str, ...]:
    """Describe the same adder in other words."""
    a, b, total, width, carry = adder.a, adder.b, adder.total, adder.width, adder.carry_out
    names = [a, b, *([adder.carry_in] if adder.carry_in else [])]
    expression = " + ".join(names)
    if adder.subtract:
        expression = f"{adder.subtract} ? {a} - {b} : {a} + {b}"
    target, got = total, f"`{total}` gets its lower {width} bits"
    if carry:
        target = f"{{{carry}, {total}}}"
        got += f" and `{carry}` the bit above them"
    if width == 1:
        got = f"`{total}` gets its bit 0 and `{carry}` its bit 1"
    name = _title(adder)
    values = {n: (1 << port) - 1 for n, port in zip(names, (width, width, 1), strict=False)}
    values[b] = 1
    if adder.subtract:
        values[adder.subtract] = 0
    found = adder.function(values)
    sample = " and ".join(f"{n} = {value}" for n, value in values.items())
    given = " and ".join(f"{n} = {value}" for n, value in found.items())
    gone = f"the carry out of the last stage is `{carry}`" if carry else (
        "the carry out of the last stage is not used"
    )  # fmt: skip
    begin = f"`{adder.carry_in}`" if adder.carry_in else "0"
    other = f"`{b}`"
    if adder.subtract:
        begin, other = f"`{adder.subtract}`", f"`{b}` XORed with `{adder.subtract}`"
    stages = (
        f"At gate level, `{total}` is the XOR of {', '.join(names)}, and `{carry}` is 1 when at "
        "least two of them are 1."
        if width == 1
        else f"Chain of {width} one-bit stages. Stage i (from 0 to {width - 1}) adds bit i of "
        f"`{a}`, bit i of {other} and the carry of "
        f"the stage below it, which for stage 0 is {begin}; the XOR of the three is bit i of "
        f"`{total}`, the majority of the three is the carry of the stage, and {gone}."
    )
    many = f"{adder.width}-bit " if width > 1 else ""
    return (
        f"{name}: {', '.join(names)} in, {', '.join(found)} out, {plus}.{rule}",
        f"In Verilog, {target} = {expression}"
        f"{'' if carry else f', of which {width} bits are kept'}.{rule}",
        f"{stages}{rule}",
        f"For example, {sample} give {given} (unsigned). The circuit forms {plus}; {got}.{rule}",
        f"Create a combinational arithmetic circuit for the {many}inputs `{a}` and `{b}`. From the "
        f"number {plus}, {got}.{rule}",
        f"This block is used in a datapath that needs {plus}. Of the value in binary, {got}; no "
        f"clock is involved.{rule}",
        f"You are given `{a}` and `{b}`, each {width} bit{'s' if width > 1 else ''} wide. Work out "
        f"{plus}, and of what comes out, {got}.{rule}",
        f"An engineer would call this {name[0].lower()}{name[1:]}. Of {plus}, {got}.{rule}",
    )


def _title(adder: _Adder) -> str:
    """Name the concept."""
    if adder.width == 1:
        return "A full adder" if adder.carry_in else "A half adder"
    name = "An adder" if not adder.subtract else "An adder/subtractor"
    more = [
        *(["carry in"] if adder.carry_in else []), *(["carry out"] if adder.carry_out else []),
        *(["signed overflow flag"] if adder.overflow else []),
    ]  # fmt: skip
    return f"{name} of {adder.width} bits" + (f" with {' and '.join(more)}" if more else "")

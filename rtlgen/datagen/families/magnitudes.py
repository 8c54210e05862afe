"""Absolute values, negation, distances, averages, sign and magnitude, the least of many."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    inputs: tuple[str, ...]
    value: Callable[[tuple[int, ...]], int]
    """The output, before it is cut to the width, from the inputs as unsigned numbers."""
    expression: str
    block: str
    """Statements that set the output."""
    wires: str = ""
    """Before the expression."""
    says: tuple[str, ...]


def draw(rng: random.Random) -> Drawn:
    """Draw a small calculation."""
    name = rng.choice(list(_KINDS))
    width, out = rng.choice((3, 4, 4, 5, 6, 8, 8, 8, 12, 16)), rng.choice(("out", "y", "result"))
    kind = _KINDS[name](rng, out, width)

    def function(levels: Levels) -> Known:
        return {out: kind.value(tuple(levels[port] for port in kind.inputs)) % (1 << width)}

    return Drawn(
        family="magnitudes",
        name=rng.choice((f"{name}_unit", f"{name}{width}", "arith_block", "top_module")),
        ports=(*(input_port(port, width) for port in kind.inputs), output_port(out, width)),
        bodies={
            "assign": f"{kind.wires}    assign {out} = {kind.expression};\n",
            "always": f"    always @(*) begin\n{kind.block}    end\n",
            "function": _function(kind, out, width),
        },
        registers={"always": frozenset({out})},
        says=kind.says,
        behaviour=lambda: Combinational(function),
    )


def _function(kind: _Kind, out: str, width: int) -> str:
    """Write the block as a function of Verilog."""
    block = "".join(f"    {line}\n" for line in kind.block.splitlines())
    block = re.sub(rf"\b{out}\b", "compute", block)
    word = f"[{width - 1}:0]"
    inputs = "".join(f"        input {word} {port};\n" for port in kind.inputs)
    return (
        f"    function {word} compute;\n{inputs}        begin\n{block}        end\n"
        f"    endfunction\n\n    assign {out} = compute({', '.join(kind.inputs)});\n"
    )


def _pair(rng: random.Random) -> tuple[str, str]:
    return rng.choice((("a", "b"), ("x", "z"), ("first", "second"), ("in1", "in2"), ("p", "q")))


def _one(rng: random.Random) -> str:
    return rng.choice(("in", "x", "a", "value", "num"))


def _absolute(rng: random.Random, out: str, width: int) -> _Kind:
    name, top, half = _one(rng), width - 1, 1 << width - 1
    return _Kind(
        inputs=(name,), value=lambda v: min(v[0], 2 * half - v[0]),
        expression=f"{name}[{top}] ? -{name} : {name}",
        block=f"        {out} = {name};\n        if ({name}[{top}])\n"
        f"            {out} = ~{name} + 1'b1;\n",
        says=(
            f"`{out}` = |{name}|, with `{name}` in two's complement ({width} bits); the value "
            f"for -{half} is {half} (unsigned).",
            f"The {width}-bit two's complement number `{name}` may be negative; `{out}` is its "
            f"absolute value, taken as an unsigned number, so that -{half} gives {half}.",
            f"Rules: 1. If bit {top} of `{name}` is 0, `{out}` equals `{name}`. 2. Otherwise "
            f"`{out}` is the two's complement (all bits inverted, plus one) of `{name}`, "
            f"{width} bits.",
            f"Given the signed word `{name}`, compute its distance from zero as an unsigned "
            f"{width}-bit number `{out}` (0 to {half}).",
        ),
    )  # fmt: skip


def _negated(rng: random.Random, out: str, width: int) -> _Kind:
    name, half = _one(rng), 1 << width - 1
    return _Kind(
        inputs=(name,), value=lambda v: 2 * half - v[0],
        expression=f"~{name} + 1'b1", block=f"        {out} = 0 - {name};\n",
        says=(
            f"`{out}` is the two's complement of the {width}-bit `{name}`: invert and add one, "
            f"cut to {width} bits.",
            f"Negate `{name}`, a two's complement number of {width} bits; since {half} does not "
            f"fit, -{half} stays -{half}.",
            f"Given `{name}`, compute `{out}` = (0 - `{name}`) mod {2 * half}.",
            f"A negation unit. 1. The input 0 gives 0. 2. Any other unsigned value n of `{name}` "
            f"gives {2 * half} - n at `{out}`.",
        ),
    )  # fmt: skip


def _distance(rng: random.Random, out: str, width: int) -> _Kind:
    a, b = _pair(rng)
    return _Kind(
        inputs=(a, b), value=lambda v: max(v) - min(v),
        expression=f"({a} > {b}) ? ({a} - {b}) : ({b} - {a})",
        block=f"        if ({a} < {b})\n            {out} = {b} - {a};\n"
        f"        else\n            {out} = {a} - {b};\n",
        says=(
            f"`{out}` is the absolute difference of the unsigned {width}-bit `{a}` and `{b}`.",
            f"Subtract the smaller of the two unsigned words `{a}` and `{b}` from the greater one; "
            f"`{out}` is the difference, 0 if they are equal.",
            f"Given `{a}` and `{b}` (unsigned), compute the distance between them on the number "
            f"line as `{out}`.",
            f"Rules for unsigned words of {width} bits: - If `{a}` >= `{b}`, `{out}` = `{a}` - "
            f"`{b}`. - Otherwise `{out}` = `{b}` - `{a}`.",
        ),
    )  # fmt: skip


def _average(rng: random.Random, out: str, width: int) -> _Kind:
    a, b = _pair(rng)
    up = int(rng.random() < 0.4)
    word, plus = f"    wire [{width}:0] total", " + 1'b1" if up else ""
    sign, combine = ("-", "|") if up else ("+", "&")
    way = "up" if up else "down"
    half = f" + {up}" if up else ""
    return _Kind(
        inputs=(a, b), value=lambda v: (v[0] + v[1] + up) // 2,
        wires=f"{word} = {a} + {b}{plus};\n", expression=f"total[{width}:1]",
        # The bits that differ count half.
        block=f"        {out} = ({a} {combine} {b}) {sign} (({a} ^ {b}) >> 1);\n",
        says=(
            f"`{out}` is the mean of the unsigned {width}-bit words `{a}` and `{b}`, rounded "
            f"{way}; the sum is not cut before it is halved.",
            f"Average of two unsigned numbers. The sum `{a}` + `{b}`{half} is formed with "
            f"{width + 1} bits, and `{out}` is its upper {width} bits.",
            f"Given `{a}` and `{b}` (unsigned, {width} bits), compute `{out}` = (`{a}` + "
            f"`{b}`{half}) / 2, as an integer division without overflow.",
            f"Steps: 1. Add the unsigned `{a}` and `{b}` with the carry kept. 2. Divide by two. "
            f"3. A half "
            f"that is left over is rounded {way}. 4. The result is `{out}`.",
        ),
    )  # fmt: skip


def _sign_magnitude(rng: random.Random, out: str, width: int) -> _Kind:
    name, top, half = _one(rng), width - 1, 1 << width - 1
    low = f"{top - 1}:0"
    return _Kind(
        inputs=(name,), value=lambda v: v[0] if v[0] < half else 2 * half - (v[0] - half),
        wires=f"    wire [{top}:0] size = {{1'b0, {name}[{low}]}};\n",
        expression=f"{name}[{top}] ? (~size + 1'b1) : size",
        block=f"        {out} = {{1'b0, {name}[{low}]}};\n        if ({name}[{top}])\n"
        f"            {out} = {width}'d0 - {out};\n",
        says=(
            f"Converts the {width}-bit sign-magnitude `{name}` (bit {top} is the sign, 1 for "
            f"negative) to two's complement at `{out}`; minus zero gives 0.",
            f"Bit {top} of `{name}` is a sign and the lower {top} bits are an unsigned size. "
            f"`{out}` is the same number in two's complement of {width} bits: the size itself for "
            "sign 0, its negation for sign 1.",
            f"Given `{name}`, compute the two's complement word `{out}`: +m for the sign bit 0 and "
            f"-m for the sign bit 1, where m is `{name}[{low}]`, unsigned.",
            f"Sign-magnitude input. - Sign: `{name}[{top}]`. - Size: `{name}[{low}]`. - `{out}` "
            f"has {width} bits. - "
            f"Sign 0: a zero bit, then the size. - Sign 1: {2 * half} minus the size, modulo "
            f"{2 * half}.",
        ),
    )  # fmt: skip


def _extreme(rng: random.Random, out: str, width: int) -> _Kind:
    count, is_least, is_signed = rng.choice((2, 3, 3, 4, 4)), rng.random() < 0.5, rng.random() < 0.4
    names = rng.choice((("a", "b", "c", "d"), ("in0", "in1", "in2", "in3")))[:count]
    operator, half = "<" if is_least else ">", 1 << width - 1
    number = "two's complement signed" if is_signed else "unsigned"

    def value(v: tuple[int, ...]) -> int:
        signed = [n - 2 * half if is_signed and n >= half else n for n in v]
        return min(signed) if is_least else max(signed)

    def test(one: str, other: str) -> str:
        if is_signed:
            return f"$signed({one}) {operator} $signed({other})"
        return f"{one} {operator} {other}"

    wires, best = "", names[0]
    for place, name in enumerate(names[1:-1], 1):
        wires += f"    wire [{width - 1}:0] best{place} = ({test(best, name)}) ? {best} : {name};\n"
        best = f"best{place}"
    block = f"        {out} = {names[0]};\n" + "".join(
        f"        if ({test(name, out)})\n            {out} = {name};\n" for name in names[1:]
    )
    listed = ", ".join(f"`{name}`" for name in names)
    word, more = ("minimum", "smallest") if is_least else ("maximum", "greatest")
    return _Kind(
        inputs=names, value=value, wires=wires, block=block,
        expression=f"({test(best, names[-1])}) ? {best} : {names[-1]}",
        says=(
            f"`{out}` is the {word} of the {number} {width}-bit words {listed}.",
            f"Find the {more} of {count} {number} numbers ({listed}) and give its value to "
            f"`{out}`, without clock.",
            f"Given {listed}, each {number} with {width} bits, compute `{out}` = "
            f"{word[:3]}({', '.join(names)}).",
            f"`{out}` equals one of the inputs {listed}, namely one for which no other input is "
            f"{'smaller' if is_least else 'greater'}; all are {number} words of {width} bits.",
        ),
    )  # fmt: skip


_KINDS: dict[str, Callable[[random.Random, str, int], _Kind]] = {
    "absolute": _absolute, "negate": _negated, "distance": _distance, "average": _average,
    "sign_magnitude": _sign_magnitude, "extreme": _extreme,
}  # fmt: skip

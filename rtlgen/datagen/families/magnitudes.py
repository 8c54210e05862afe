"""Absolute values, negation, distances, averages, sign and magnitude, the least of many."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told import magnitudes as told


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
            *_more_absolute(name, out, width),
            *told.absolute(name, out, width),
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
            *_more_negated(name, out, width),
            *told.negated(name, out, width),
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
            *_more_distance(a, b, out, width),
            *told.distance(a, b, out, width),
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
            *_more_average((a, b), out, width, up),
            *told.average((a, b), out, width, up),
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
            *_more_sign_magnitude(name, out, width),
            *told.sign_magnitude(name, out, width),
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
            *_more_extreme(names, out, width, is_least=is_least, is_signed=is_signed),
            *told.extreme(names, out, width, is_least=is_least, is_signed=is_signed),
            f"`{out}` equals one of the inputs {listed}, namely one for which no other input is "
            f"{'smaller' if is_least else 'greater'}; all are {number} words of {width} bits.",
        ),
    )  # fmt: skip


def _more_absolute(name: str, out: str, width: int) -> tuple[str, ...]:
    """Say in more ways what an absolute value is."""
    top, half = width - 1, 1 << width - 1
    shown = f"{2 * half - 3:0{width}b}"
    return (
        f"Absolute value unit, {width} bits: {out} = abs({name}), no saturation.",
        f"Create a circuit that drops the minus sign of a signed {width}-bit integer {name}. The "
        f"most negative input {-half} gives the bit pattern {half:0{width}b}.",
        f"Verilog: {out} = {name}[{top}] ? -{name} : {name}, all with {width} bits.",
        f"The MSB of `{name}` decides: when it is clear, `{name}` is passed on to `{out}`; when "
        f"it is set, `{out}` is ~`{name}` + 1.",
        f"Conditional negation. XOR each bit of `{name}` with the sign bit {name}[{top}], then add "
        f"the sign bit to the {width}-bit result; this is `{out}`.",
        f"A meter shows how large a signed error is, whatever its sign. The error is the "
        f"{width}-bit {name} (two's complement) and the reading is {out}: 3 and -3 ({shown}) both "
        f"read 3, and -{half} reads {half} as an unsigned value.",
        f"If `{name}`, taken as unsigned, is below {half}, then `{out}` = `{name}`; from {half} on "
        f"`{out}` = {2 * half} - `{name}`.",
        f"You are given a two's complement number {name}. Output its magnitude on the equally "
        f"wide {out}, which is to be read as unsigned so that nothing overflows.",
    )


def _more_negated(name: str, out: str, width: int) -> tuple[str, ...]:
    """Say in more ways what a negation is."""
    full, top = 1 << width, width - 1
    return (
        f"Two's complement negation: {out} = -{name} ({width} bits).",
        f"Create a circuit that changes the sign of the {width}-bit number `{name}` and puts the "
        f"outcome, modulo {full}, on `{out}`.",
        f"Verilog: {out} = ~{name} + 1, and a carry out of bit {top} is thrown away.",
        f"Copy the bits of `{name}` from the right up to and including the first 1, and invert "
        f"all bits further to the left; what you get is `{out}`. If `{name}` is zero, so is "
        f"`{out}`.",
        f"Which number gives zero when it is added to {name} in {width}-bit arithmetic with "
        f"wrap-around? Output it on {out}.",
        f"This block is placed in front of an adder to make it subtract: it turns `{name}` into "
        f"its additive inverse `{out}` ({width} bits, wrapping). As an example, 1 becomes "
        f"{full - 1:0{width}b}.",
        f"Subtract `{name}` from zero, keep the lowest {width} bits and drive `{out}` with them.",
        f"All {width} bits of `{name}` are inverted and the value is then incremented by one, "
        f"with overflow ignored, to form `{out}`.",
    )


def _more_distance(a: str, b: str, out: str, width: int) -> tuple[str, ...]:
    """Say in more ways what a distance is."""
    return (
        f"Unsigned |{a} - {b}|, {width} bits, on {out}.",
        f"Create a circuit that tells how far apart two unsigned {width}-bit values {a} and {b} "
        f"are; the order of the two does not matter.",
        f"Verilog: {out} = ({a} > {b}) ? {a} - {b} : {b} - {a}, unsigned.",
        f"This block is used for a sum of absolute differences: for each pair of pixels `{a}` and "
        f"`{b}` (unsigned) it delivers max(`{a}`, `{b}`) - min(`{a}`, `{b}`) at `{out}`. The "
        f"pair 5 and 2 gives 3, and so does 2 and 5.",
        f"Subtract {b} from {a} with one extra bit. If there was no borrow, the lower {width} bits "
        f"are {out}; if there was one, negate them first.",
        f"Compare the two inputs as unsigned numbers, swap them if the first ({a}) is less than "
        f"the second ({b}), and output first minus second on {out}.",
        f"`{out}` is never negative: it is `{a}` - `{b}` or `{b}` - `{a}`, whichever of these "
        f"exact differences of unsigned {width}-bit values is not below zero.",
        f"How much must be added to the lesser of {a} and {b} to reach the other one? Output this "
        f"amount (unsigned, {width} bits) on {out}.",
    )


def _more_average(pair: tuple[str, str], out: str, width: int, up: int) -> tuple[str, ...]:
    """Say in more ways what an average is."""
    (a, b), way = pair, "ceil" if up else "floor"
    more, shown = " + 1" if up else "", (1 + 4 + up) // 2
    odd = "the next greater integer" if up else "the next smaller integer"
    return (
        f"Unsigned average, {width} bits: {out} = {way}(({a} + {b}) / 2).",
        f"Create a circuit that averages two unsigned {width}-bit inputs {a} and {b}. When the "
        f"exact average is not an integer, {out} is {odd}.",
        f"Verilog: {out} = ({{1'b0, {a}}} + {{1'b0, {b}}}{more}) >> 1.",
        f"This block finds the middle between `{a}` and `{b}`, both unsigned, for a binary "
        f"search. The carry of the addition must not be lost, and a fraction of one half is "
        f"rounded {'up' if up else 'down'} on `{out}`, so that 1 and 4 give {shown}.",
        f"Form the sum, {width + 1} bits wide, of {a}, {b}{' and 1' if up else ''}, then shift it "
        f"right by one place; the {width} bits that remain go to {out}. All is unsigned.",
        f"`{out}` is half of the total of the unsigned words `{a}` and `{b}`; if this total is "
        f"odd, {'one is added' if up else 'one is subtracted'} before halving it.",
        f"Given no more than {width} bits for the intermediate values, you could write {out} = "
        + (f"({a} | {b}) - (({a} ^ {b}) >> 1)" if up else f"({a} & {b}) + (({a} ^ {b}) >> 1)")
        + "; this is the unsigned mean we want.",
        f"Place {a} and {b} on a line of non-negative integers. Output their midpoint on {out}, "
        f"and if it falls between two integers, take the {'upper' if up else 'lower'} one.",
    )


def _more_sign_magnitude(name: str, out: str, width: int) -> tuple[str, ...]:
    """Say in more ways how sign and magnitude become two's complement."""
    top, half = width - 1, 1 << width - 1
    size = f"{{1'b0, {name}[{top - 1}:0]}}"
    return (
        f"Sign-magnitude ({name}) to two's complement ({out}) converter, {width} bits.",
        f"Create a circuit for a change of number format. In the old format the MSB of {name} "
        f"means minus and the other {top} bits are the absolute value; in the new one {out} is an "
        f"ordinary signed {width}-bit number. Both kinds of zero lead to 0.",
        f"Verilog: {out} = {name}[{top}] ? -{size} : {size}, with {width} bits.",
        f"Clear bit {top} of `{name}`. If that bit had been 1, invert all {width} bits and add 1. "
        f"The outcome is `{out}`.",
        f"An old converter delivers {name} with a separate sign, for instance "
        f"{half + 1:0{width}b} for -1. The processor wants {2 * half - 1:0{width}b} instead, that "
        f"is, the same value as a signed integer, on {out}.",
        f"For `{name}` below {half} (read as unsigned), `{out}` is `{name}`. For larger ones it is "
        f"{3 * half} - `{name}`, modulo {2 * half}.",
        f"You are given a sign s = {name}[{top}] (1 is negative) and a magnitude m = "
        f"{name}[{top - 1}:0]. Output (-1)^s * m as a signed number of {width} bits on {out}.",
        f"A positive input passes unchanged from `{name}` to `{out}`. For a negative one (sign bit "
        f"{top} set) the lower {top} bits, extended by a zero, are negated in {width}-bit two's "
        f"complement; minus zero becomes plain zero.",
    )


def _more_extreme(
    names: tuple[str, ...], out: str, width: int, *, is_least: bool, is_signed: bool
) -> tuple[str, ...]:
    """Say in more ways what a minimum or a maximum is."""
    kind = "signed (two's complement)" if is_signed else "unsigned"
    short, word = ("min", "least") if is_least else ("max", "largest")
    sign, listed = "<" if is_least else ">", ", ".join(names)
    last, half = (1 << width) - 1, 1 << width - 1
    first = "negative" if is_least else "non-negative"
    hint = (
        f"the pattern {last:0{width}b} means -1, so a word with bit {width - 1} at 1 is below "
        f"every word with 0 there"
        if is_signed
        else f"the pattern {last:0{width}b} means {last}, the largest value of all"
    )
    how = f"{kind} {width}-bit"
    winner = {
        (True, True): f"-{half}", (True, False): "0", (False, True): f"{half - 1}",
        (False, False): f"{last}",
    }[is_least, is_signed]  # fmt: skip
    nested = names[0]
    for name in names[1:]:
        nested = f"{short}({nested}, {name})"
    return (
        f"{short.capitalize()} of {len(names)} {how} inputs ({listed}), on {out}.",
        f"Create a combinational circuit that passes on the {word} of {listed} to {out}. Compare "
        f"them as {kind} numbers; on equality it does not matter which one is taken.",
        f"Let {out} = {nested}, where {short}(p, q) is p if p {sign} q, else q, for {how} values.",
        f"Start with {names[0]} as the best value. Go through "
        f"{' then '.join(names[1:])} and replace the best value by each one that is {sign} it "
        f"({kind} comparison). What is left at the end goes to {out}.",
        f"Sort the {how} numbers {listed} from small to large. Only the "
        f"{'first' if is_least else 'last'} one of the sorted list is wanted, on {out}.",
        f"This block is one node of a tournament between {len(names)} bids {listed}; the "
        f"{'lowest' if is_least else 'highest'} bid wins and appears on `{out}`. Bids are {kind} "
        f"with {width} bits: {hint}.",
        f"Which of {listed} is the {word}? Output its value on `{out}`, all words being {how} "
        f"integers. An input of {winner} always wins.",
        f"A comparator tree on the {how} words {listed}, with multiplexers that forward the "
        f"{'smaller' if is_least else 'greater'} operand each time, ends in `{out}`."
        + (f" Note that {first} numbers win against the others." if is_signed else ""),
    )


_KINDS: dict[str, Callable[[random.Random, str, int], _Kind]] = {
    "absolute": _absolute, "negate": _negated, "distance": _distance, "average": _average,
    "sign_magnitude": _sign_magnitude, "extreme": _extreme,
}  # fmt: skip

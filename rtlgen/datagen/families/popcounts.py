"""Counts of ones or zeros in a word, and questions about the count: majority, threshold."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.popcounts import WORDS, others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    word: str
    width: int
    out: str
    digit: int
    """What is counted: ones or zeros."""
    question: tuple[str, int] | None
    """A relation and the number that the count is compared with; None = the count goes out."""

    @property
    def bits(self) -> int:
        """Bits that hold every count."""
        return self.width.bit_length()

    @property
    def answer(self) -> str:
        """The output, in Verilog, where a signal `n` is the count."""
        return f"(n {self.question[0]} {self.bits}'d{self.question[1]})" if self.question else "n"


_ASKED: dict[str, Callable[[int, int], bool]] = {
    ">": lambda count, number: count > number,
    ">=": lambda count, number: count >= number,
    "<": lambda count, number: count < number,
    "==": lambda count, number: count == number,
}


def draw(rng: random.Random) -> Drawn:
    """Draw a count."""
    width = rng.choice((3, 3, 4, 5, 7, 8, 8, 12, 16))
    kind = rng.choice(("count", "count", "majority", "threshold"))
    question = None
    if kind == "majority":
        question = (">", width // 2)
    elif kind == "threshold":
        question = (rng.choice((">=", ">=", "<", "==")), rng.randrange(2, width))
    outs = ("y", "out", "hit") if question else ("count", "num", "cnt", "total")
    count = _Count(
        word=rng.choice(("in", "data", "x", "d", "votes")), width=width, out=rng.choice(outs),
        digit=1 if kind == "majority" or rng.random() < 0.75 else 0, question=question,
    )  # fmt: skip

    def function(levels: Levels) -> Known:
        found = format(levels[count.word], f"0{width}b").count(str(count.digit))
        return {count.out: int(_ASKED[question[0]](found, question[1])) if question else found}

    return Drawn(
        family="popcounts",
        name=rng.choice((f"popcount{width}", "counter_of_bits", "bit_count"))
        if kind == "count"
        else rng.choice((kind, f"{kind}{width}", "vote_check")),
        ports=(
            input_port(count.word, width),
            output_port(count.out, 1 if question else count.bits),
        ),
        bodies={
            "sum": _sum(count), "loop": _loop(count), "function": _function(count),
            "generate": _generate(count),
        },
        registers={"loop": frozenset({count.out})},
        says=_says(count),
        behaviour=lambda: Combinational(function),
    )  # fmt: skip


def _sum(count: _Count) -> str:
    sign = "" if count.digit else "!"
    bits = [f"{sign}{count.word}[{n}]" for n in range(count.width)]
    rows = [" + ".join(bits[n : n + 4]) for n in range(0, count.width, 4)]
    joined = "\n        + ".join(rows)
    if count.question is None:
        return f"    assign {count.out} = {joined};\n"
    return (
        f"    wire [{count.bits - 1}:0] n = {joined};\n\n    assign {count.out} = {count.answer};\n"
    )


def _loop(count: _Count) -> str:
    return (
        f"    integer i;\n    reg [{count.bits - 1}:0] n;\n\n    always @(*) begin\n"
        f"        n = 0;\n        for (i = 0; i < {count.width}; i = i + 1)\n"
        f"            if ({'' if count.digit else '!'}{count.word}[i])\n"
        f"                n = n + 1'b1;\n        {count.out} = {count.answer};\n    end\n"
    )


def _function(count: _Count) -> str:
    span, call = f"[{count.bits - 1}:0]", f"ones({'' if count.digit else '~'}{count.word})"
    text = (
        f"    function {span} ones;\n        input [{count.width - 1}:0] value;\n"
        "        integer k;\n        begin\n            ones = 0;\n"
        f"            for (k = 0; k < {count.width}; k = k + 1)\n"
        "                ones = ones + value[k];\n        end\n    endfunction\n\n"
    )
    return f"{text}    assign {count.out} = {count.answer.replace('n', call, 1)};\n"


def _generate(count: _Count) -> str:
    """Chain one adder per bit; what the other digit contributes is taken off at the end."""
    span = f"[{count.bits - 1}:0]"
    ones = f"part[{count.width}]"
    text = f"    wire {span} part [0:{count.width}];\n    wire {span} n;\n    genvar i;\n\n"
    text += (
        f"    assign part[0] = 0;\n    generate\n"
        f"        for (i = 0; i < {count.width}; i = i + 1) begin : tally\n"
        f"            assign part[i + 1] = part[i] + {count.word}[i];\n"
        "        end\n    endgenerate\n"
    )
    number = ones if count.digit else f"{count.bits}'d{count.width} - {ones}"
    return f"{text}    assign n = {number};\n    assign {count.out} = {count.answer};\n"


def _says(count: _Count) -> tuple[str, ...]:
    word, out, width = count.word, count.out, count.width
    things, digit = ("ones", 1) if count.digit else ("zeros", 0)
    sample = f"{5 if width > 3 else 3:0{width}b}"
    terms = " + ".join(f"{'' if digit else '!'}{word}[{n}]" for n in range(width))
    turned = "" if digit else ", inverted,"
    distance = f"weight of `{word}`" if digit else f"distance of `{word}` from the word of all ones"
    if count.question is None:
        return (
            f"`{out}` is the number of {things} in `{word}`.",
            f"Count how many of the {width} bits of `{word}` are {digit} and give the count, 0"
            f" to {width}, as an unsigned number on `{out}`.",
            f"Given the vector `{word}`, compute `{out}`: start at zero and add one for every bit"
            f" of the vector that equals {digit}. There is no clock.",
            f"Population count of the {width}-bit vector {word}, counting {things}.",
            f"Add the {width} bits of `{word}`{turned} as numbers of one bit and show the sum, an "
            f"unsigned number of {count.bits} bits, at `{out}`.",
            f"Create a circuit that tells how many {things} there are in `{word}`. For example, "
            f"{word} = {sample} gives {out} = {sample.count(str(digit))}.",
            f"In Verilog, {out} is the sum {terms}, computed with {count.bits} bits.",
            f"A loop runs over all positions 0 to {width - 1} of `{word}`. A counter that begins "
            f"at 0 is incremented whenever the bit there is {digit}, and its final value is "
            f"`{out}`.",
            f"You are given {width} switches, the bits of `{word}`. Show in binary on `{out}` the "
            f"number of those at {digit}, all without a clock.",
            f"This block is an adder tree. On `{out}` it gives the Hamming {distance}.",
            f"Which number from 0 to {width} is `{out}`? The number of positions at which `{word}` "
            f"is {digit}, not at which it is {1 - digit}.",
            *others(word, width, out, digit, None),
            f"Combinational bit counter. All bits of `{word}` weigh the same wherever they stand;"
            f" `{out}` tells how often the digit {digit} occurs among them, so it is"
            f" {width if digit else 0} for all ones and {0 if digit else width} for all zeros.",
        )
    relation, number = count.question
    phrase = f"{WORDS[relation]} {number}"
    majority = " (a majority)" if relation == ">" else ""
    wanted = ", ".join(str(n) for n in range(width + 1) if _ASKED[relation](n, number))
    hit = int(_ASKED[relation](sample.count(str(digit)), number))
    return (
        f"`{out}` is 1 if {phrase} of the {width} bits of `{word}` are {digit}{majority}, else 0.",
        f"Let n be the number of {things} in `{word}`. Then `{out}` = (n {relation} {number}).",
        f"Each of the {width} bits of `{word}` is a vote. Only votes equal to {digit} are counted,"
        f" and `{out}` goes high when the count is {phrase}{majority}; otherwise it is low.",
        f"Threshold gate on the {width} bits of {word}: {out} = 1 for {phrase} {things}, else 0.",
        f"Create a combinational circuit with {width} input bits `{word}`. If {phrase} of them "
        f"have the value {digit}, `{out}` has to be 1; if not, it has to be 0.",
        f"In Verilog operators, {out} = (({terms}) {relation} {number}), with a sum wide enough to "
        "hold every count.",
        f"First add up the {things} in `{word}`, then compare the sum with {number}. `{out}` is "
        f"the truth value of 'sum {relation} {number}'.",
        f"`{out}` depends on the number of bits of `{word}` at {digit} only. It is high for the "
        f"counts {wanted}, and low for every other count from 0 to {width}.",
        f"You are given {width} sensors, the bits of `{word}`, and an alarm `{out}`. The alarm is "
        f"on (1) while {phrase} sensors are at {digit}, and off (0) otherwise.",
        f"For example, {word} = {sample} has {sample.count(str(digit))} {things}, so that `{out}` "
        f"is {hit}. In general, `{out}` answers with 1 or 0 whether {phrase} bits are {digit}.",
        f"Sort the bits of `{word}` into zeros and ones. There are {width} of them. Only if there "
        f"are {phrase} {things} is the output `{out}` set.",
        *others(word, width, out, digit, count.question),
        f"Given `{word}`, decide whether it contains {phrase} {things}. Rules: - yes: `{out}` = 1."
        f" - no: `{out}` = 0. The positions of the bits do not matter.",
    )

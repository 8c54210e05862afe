"""Between codes: binary, BCD, excess-3, one-hot, thermometer and other codes of a digit."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.notations.bcd_codes import notations
from rtlgen.datagen.told.bcd_codes import others

_CODES: dict[str, tuple[int, Callable[[int], int], str]] = {
    "BCD (8421)": (4, lambda n: n, "the digit in plain binary"),
    "excess-3": (4, lambda n: n + 3, "the digit plus 3 in binary"),
    "2421 (Aiken)": (4, lambda n: n if n < 5 else n + 6,
                     "the digit itself below 5, and the digit plus 6 from 5 on, in binary"),
    "Gray": (4, lambda n: n ^ n >> 1, "the digit XOR the digit shifted right by one place"),
    "one-hot": (10, lambda n: 1 << n, "ten bits of which only the bit of that number is 1"),
    "active-low one-hot": (10, lambda n: 1023 ^ 1 << n,
                           "ten bits of which only the bit of that number is 0"),
    "thermometer": (9, lambda n: (1 << n) - 1, "nine bits, as many ones from bit 0 up as the "
    "digit"),
    "Johnson": (5, lambda n: (1 << n) - 1 if n < 6 else 31 & ~((1 << n - 5) - 1),
                "five bits, n ones from bit 0 up for n below 6, and above that n - 5 zeros from "
                "bit 0 up below ones"),
    "nine's complement": (4, lambda n: 9 - n, "9 minus the digit in binary"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Converter:
    word: str
    out: str
    valid: str | None
    """An output that tells whether the input is in the code."""
    source: str
    goal: str
    other: int
    """What the output shows for words outside of the code."""

    @property
    def widths(self) -> tuple[int, int]:
        """The widths of input and output."""
        return _CODES[self.source][0], _CODES[self.goal][0]

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """For the digits 0 to 9 the words of both codes."""
        return [(_CODES[self.source][1](n), _CODES[self.goal][1](n)) for n in range(10)]

    def function(self, levels: Levels) -> Known:
        """Look the word up."""
        table = dict(self.pairs)
        found = {self.out: table.get(levels[self.word], self.other)}
        return {**found, self.valid: int(levels[self.word] in table)} if self.valid else found


def draw(rng: random.Random) -> Drawn:
    """Draw two codes."""
    source, goal = rng.sample(list(_CODES), 2)
    width = _CODES[goal][0]
    word, out = rng.choice((("in", "out"), ("code_in", "code_out"), ("d", "y"), ("a", "z"),
                            ("digit", "code")))  # fmt: skip
    converter = _Converter(
        word=word, out=out, valid=rng.choice((None, None, "valid", "ok")), source=source,
        goal=goal, other=rng.choice((0, 0, (1 << width) - 1)),
    )  # fmt: skip
    valid, outs = converter.valid, [out]
    outs += [valid] if valid else []
    return Drawn(
        family="bcd_codes",
        name=rng.choice(("code_converter", "transcoder", "digit_code", "top_module")),
        ports=(
            input_port(word, converter.widths[0]), output_port(out, width),
            *([output_port(valid)] if valid else []),
        ),
        bodies={
            "case": _case(converter), "assign": _chain(converter), "equations": _sums(converter)
        },
        registers={"case": frozenset(outs)},
        says=_says(converter),
        behaviour=lambda: Combinational(converter.function),
    )  # fmt: skip


def _case(converter: _Converter) -> str:
    wide, width = converter.widths
    out, valid = converter.out, converter.valid
    rows = "".join(
        f"            {wide}'b{a:0{wide}b}: {out} = {width}'b{b:0{width}b};\n"
        for a, b in converter.pairs
    )
    default = f"{out} = {width}'b{converter.other:0{width}b};"
    start = ""
    if valid:
        start = f"        {valid} = 1'b1;\n"
        default = (
            f"begin\n                {default}\n                {valid} = 1'b0;\n            end"
        )
    return (
        f"    always @(*) begin\n{start}        case ({converter.word})\n{rows}"
        f"            default: {default}\n        endcase\n    end\n"
    )


def _chain(converter: _Converter) -> str:
    wide, width = converter.widths
    arms = "".join(
        f"        ({converter.word} == {wide}'h{a:x}) ? {width}'h{b:x} :\n"
        for a, b in converter.pairs
    )
    text = f"    assign {converter.out} =\n{arms}        {width}'h{converter.other:x};\n"
    if converter.valid:
        tests = " ||\n        ".join(f"{converter.word} == {a}" for a, _ in converter.pairs)
        text += f"    assign {converter.valid} = {tests};\n"
    return text


def _sums(converter: _Converter) -> str:
    """Decode the digit first, then write each bit of the result as a sum of digits."""
    wide, width = converter.widths
    text = "    wire [9:0] is_digit;\n    wire is_other = ~|is_digit;\n\n"
    for number, (a, _) in enumerate(converter.pairs):
        text += f"    assign is_digit[{number}] = ({converter.word} == {wide}'d{a});\n"
    for bit in range(width):
        terms = [f"is_digit[{n}]" for n, (_, b) in enumerate(converter.pairs) if b >> bit & 1]
        terms += ["is_other"] if converter.other >> bit & 1 else []
        text += f"    assign {converter.out}[{bit}] = {' | '.join(terms)};\n"
    return text + (f"    assign {converter.valid} = ~is_other;\n" if converter.valid else "")


def _says(converter: _Converter) -> tuple[str, ...]:
    wide, width = converter.widths
    word, out = f"`{converter.word}`", f"`{converter.out}`"
    source, goal = converter.source, converter.goal
    pairs = ", ".join(f"{a:0{wide}b} → {b:0{width}b}" for a, b in converter.pairs)
    goals = ", ".join(f"{b:0{width}b}" for _, b in converter.pairs)
    sources = ", ".join(f"{a:0{wide}b}" for a, _ in converter.pairs)
    other = f"{converter.other:0{width}b}"
    words = tuple((f"{a:0{wide}b}", f"{b:0{width}b}") for a, b in converter.pairs)
    ports = (converter.word, converter.out, converter.valid)
    flag = ""
    if converter.valid:
        flag = f" `{converter.valid}` is 1 for the words of the code and 0 for all others."
    told, meant = _CODES[source][2], _CODES[goal][2]
    rows = " ".join(
        f"{n}. {a:0{wide}b} gives {b:0{width}b}." for n, (a, b) in enumerate(converter.pairs)
    )
    return (
        f"Converts a decimal digit from {source} at {word} to {goal} at {out}: {pairs}; every "
        f"other input gives {other}.{flag}",
        f"One of the digits 0 to 9 stands at {word} in the code {source}, that is, {told}. "
        f"Write the same digit to {out} in the code {goal}, that is, {meant}. If {word} holds no "
        f"word of its code, {out} is {other}.{flag}",
        f"A code converter. The digits 0 to 9 are at {word}, in this order: {sources}. The words "
        f"of {out} that belong to them are: {goals}. For any other input {out} is {other}.{flag}",
        *_more(converter, pairs, other),
        *others(*ports, (source, told), (goal, meant), words, other),
        *notations(*ports, source, goal, words, other),
        f"Given the {wide}-bit {word}, compute the {width}-bit {out} by this table, one row for "
        f"each "
        f"digit from 0 on. {rows} All other words give {other}.{flag}",
    )


def _more(converter: _Converter, pairs: str, other: str) -> tuple[str, ...]:
    """Say the same in more ways, with the pairs and the word for all else."""
    wide, width = converter.widths
    word, out = f"`{converter.word}`", f"`{converter.out}`"
    source, goal = converter.source, converter.goal
    told, meant = _CODES[source][2], _CODES[goal][2]
    arms = ", ".join(f"{wide}'b{a:0{wide}b}: {width}'b{b:0{width}b}" for a, b in converter.pairs)
    seven = "{:0{}b}".format(converter.pairs[7][0], wide)
    shown = "{:0{}b}".format(converter.pairs[7][1], width)
    bits = "; ".join(
        f"bit {bit} for " + ", ".join(str(n) for n, (_, b) in enumerate(converter.pairs)
                                      if b >> bit & 1)
        for bit in range(width)
    )  # fmt: skip
    flag = ""
    if converter.valid:
        flag = (
            f" The ten words of the input's code make `{converter.valid}` high, others make it low."
        )
    ones = "all bits are 1" if converter.other else "all bits are 0"
    return (
        f"Converter, {source} to {goal}, combinational: {pairs}. Anything else: {other}.{flag}",
        f"Create a circuit that translates decimal digits between two codes. In the code of the "
        f"input {word} ({source}) a digit is {told}. In the code of the output {out} ({goal}) it "
        f"is {meant}. Inputs that stand for no digit produce {other}.{flag}",
        f"A case statement on {word} sets {out}: {arms}, default: {width}'b{other}.{flag}",
        f"This block sits between two parts of a clock that write digits differently. The first "
        f"part delivers {source} on {word}, where a digit is {told}; the second expects {goal} "
        f"on {out}, where it is {meant}. For example, the digit 7 arrives as {seven} and leaves "
        f"as {shown}. On an unused word of {word}, in {out} {ones}.{flag}",
        f"Decode the {wide} bits of {word} as {source} (each digit is {told}) to a digit, then "
        f"encode that digit as {goal} ({meant}) on {out}. When the decoding fails because {word} "
        f"is outside of {source}, drive {out} with {other}.{flag}",
        f"Each bit of {out} ({goal}) is 1 for certain digits only: {bits}. The digit comes as "
        f"{source} on {word}, that is, as {told}. If {word} is not one of these ten words, {out} "
        f"is {other}.{flag}",
        f"Assume that {word} carries a digit in {source} code: {told}. You need it in {goal} code "
        f"instead: {meant}. Design the logic, with {out} = {other} on every illegal input.{flag}",
        f"What should {out} be? Ten values of {word} matter, and they map to {out} like this: "
        f"{pairs}. They are the digits 0, 1, 2 and so on up to 9 in {source} and in {goal}. The "
        f"remaining values of {word} all map to {other}.{flag}",
    )

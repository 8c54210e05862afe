"""Converters between binary and reflected Gray code, one way or both."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.gray_codes import others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Converter:
    word: str
    out: str
    width: int
    way: str
    """`gray` (from binary), `binary` (from Gray), or `both`, chosen by a select."""
    select: str | None

    @property
    def top(self) -> int:
        """Number of the leftmost bit."""
        return self.width - 1


def _table(width: int) -> list[int]:
    """Build the Gray sequence by reflection: each half mirrors the other."""
    codes = [0]
    for bit in range(width):
        codes += [code | 1 << bit for code in reversed(codes)]
    return codes


def draw(rng: random.Random) -> Drawn:
    """Draw a converter."""
    way = rng.choice(("gray", "gray", "binary", "binary", "both"))
    width = rng.choice((2, 3, 4, 4, 5, 6, 8, 10))
    words = {
        "gray": (("bin", "gray"), ("binary", "gray"), ("b", "g"), ("in", "out")),
        "binary": (("gray", "bin"), ("gray", "binary"), ("g", "b"), ("in", "out")),
        "both": (("in", "out"), ("d", "q"), ("x", "y"), ("code_in", "code_out")),
    }[way]
    word, out = rng.choice(words)
    select = rng.choice(("to_gray", "dir", "sel")) if way == "both" else None
    converter = _Converter(word=word, out=out, width=width, way=way, select=select)
    codes = _table(width)

    def function(levels: Levels) -> Known:
        value = levels[word]
        is_gray = way == "gray" or (select is not None and levels[select] == 1)
        return {out: codes[value] if is_gray else codes.index(value)}

    names = {
        "gray": ("bin2gray", "binary_to_gray", "gray_encoder"),
        "binary": ("gray2bin", "gray_to_binary", "gray_decoder"),
        "both": ("gray_converter", "code_converter", "gray_codec"),
    }
    return Drawn(
        family="gray_codes",
        name=rng.choice(names[way]),
        ports=(
            input_port(word, width),
            *([input_port(select)] if select else []),
            output_port(out, width),
        ),
        bodies={
            "shift": _shift(converter), "loop": _loop(converter), "generate": _generate(converter)
        },
        registers={"loop": frozenset({out})},
        says=_says(converter),
        behaviour=lambda: Combinational(function),
    )  # fmt: skip


def _shift(converter: _Converter) -> str:
    """Write whole words: to Gray with one shift, back with shifts by 1, 2, 4 …."""
    word, out, select = converter.word, converter.out, converter.select
    gray = f"{word} ^ ({word} >> 1)"
    if converter.way == "gray":
        return f"    assign {out} = {gray};\n"
    text, last, step = "", word, 1
    while step < converter.width:
        name = f"fold{step}"
        text += f"    wire [{converter.top}:0] {name} = {last} ^ ({last} >> {step});\n"
        last, step = name, step * 2
    value = f"{select} ? {gray} : {last}" if select else last
    return f"{text}\n    assign {out} = {value};\n"


def _loop(converter: _Converter) -> str:
    word, out, top, select = converter.word, converter.out, converter.top, converter.select
    # The bit to the left: of the input on the way to Gray, of the result on the way back.
    left = {"gray": f"{word}[i + 1]", "binary": f"{out}[i + 1]"}.get(
        converter.way, f"({select} ? {word}[i + 1] : {out}[i + 1])"
    )
    return (
        f"    integer i;\n\n    always @(*) begin\n        {out}[{top}] = {word}[{top}];\n"
        f"        for (i = {top - 1}; i >= 0; i = i - 1)\n"
        f"            {out}[i] = {word}[i] ^ {left};\n    end\n"
    )


def _generate(converter: _Converter) -> str:
    word, out, top, select = converter.word, converter.out, converter.top, converter.select
    gray, binary = f"{word}[k + 1] ^ {word}[k]", f"^{word}[{top}:k]"
    value = {"gray": gray, "binary": binary}.get(converter.way, f"{select} ? {gray} : {binary}")
    return (
        f"    genvar k;\n\n    assign {out}[{top}] = {word}[{top}];\n    generate\n"
        f"        for (k = 0; k < {top}; k = k + 1) begin : digit\n"
        f"            assign {out}[k] = {value};\n        end\n    endgenerate\n"
    )


def _says(converter: _Converter) -> tuple[str, ...]:
    word, out, top, width = converter.word, converter.out, converter.top, converter.width
    forth = f"`{out}[i]` = `{word}[i]` XOR `{word}[i+1]`"
    back = f"`{out}[i]` is the XOR of all bits of `{word}` from bit {top} down to bit i"
    same = f"`{out}[{top}]` = `{word}[{top}]`"
    if converter.way == "both":
        chosen = converter.select
        return (
            f"Gray code converter, {width} bits: `{chosen}` = 1 converts `{word}` from binary to"
            f" reflected Gray code, `{chosen}` = 0 from reflected Gray code to binary.",
            (
                f"Always {same}. For i below {top}: at `{chosen}` = 1, {forth};"
                f" at `{chosen}` = 0, {back}."
            ),
            f"If `{chosen}` is high, `{out}` = `{word}` XOR (`{word}` shifted right by one). If it"
            f" is low, `{out}` is the word for which this formula would give `{word}`.",
            *_more_both(converter),
            *others(converter.way, word, out, width, converter.select, _shown(converter)),
            f"Two functions in one block. (a) `{chosen}` at 1: {same}, and each lower bit of"
            f" `{out}` tells whether two neighbours of `{word}` differ, {forth}. (b) `{chosen}`"
            f" at 0: the inverse, {same} and for lower bits `{out}[i]` = `{word}[i]` XOR"
            f" `{out}[i+1]`.",
        )
    if converter.way == "gray":
        return (
            f"Convert the {width}-bit binary number `{word}` to reflected Gray code on `{out}`.",
            f"{same}; for every i from 0 to {top - 1}, {forth}.",
            f"Given `{word}`, compute the bitwise XOR of it and of itself shifted right by one"
            f" place (a 0 comes in at the left); the result is `{out}`.",
            *_more_forth(converter),
            *others(converter.way, word, out, width, converter.select, _shown(converter)),
            f"The most significant bit of `{word}` is copied to `{out}`. Each other bit of"
            f" `{out}` is 1 exactly when the bit of `{word}` at the same position differs from"
            " its neighbour on the left (the more significant one).",
        )
    return (
        f"Convert the {width}-bit reflected Gray code `{word}` to a binary number on `{out}`.",
        f"For every i from 0 to {top}, {back}.",
        f"Work from left to right: {same}; then, for i = {top - 1} down to 0, `{out}[i]` ="
        f" `{word}[i]` XOR `{out}[i+1]`.",
        *_more_back(converter),
        *others(converter.way, word, out, width, converter.select, _shown(converter)),
        f"Given `{word}`, find the only {width}-bit number `{out}` with `{word}` = `{out}` XOR"
        f" (`{out}` shifted right by one, filled with 0): the inverse of the Gray encoding.",
    )


def _forth(converter: _Converter) -> str:
    """List the bits on the way to Gray code, the highest first."""
    word, out, top = converter.word, converter.out, converter.top
    listed = [f"{out}[{n}] = {word}[{n + 1}] ^ {word}[{n}]" for n in range(top - 1, -1, -1)]
    return ", ".join([f"{out}[{top}] = {word}[{top}]", *listed])


def _back(converter: _Converter) -> str:
    """List the bits on the way to binary, the highest first."""
    word, out, top = converter.word, converter.out, converter.top
    listed = [f"{out}[{n}] = ^{word}[{top}:{n}]" for n in range(top - 1, -1, -1)]
    return ", ".join([f"{out}[{top}] = {word}[{top}]", *listed])


def _shown(converter: _Converter) -> tuple[str, str]:
    """Return a number and its Gray code."""
    number = 2 if converter.width == 2 else 5
    code = _table(converter.width)[number]
    return f"{number:0{converter.width}b}", f"{code:0{converter.width}b}"


def _more_both(converter: _Converter) -> tuple[str, ...]:
    """Say the same in more ways for a converter that goes both ways."""
    word, out, top, width = converter.word, converter.out, converter.top, converter.width
    chosen, (number, code) = converter.select, _shown(converter)
    return (
        f"Bidirectional {width}-bit binary/Gray converter ({word} to {out}): {chosen}=1 "
        f"encodes, {chosen}=0 decodes; standard reflected Gray code.",
        f"Create a circuit with two modes. If {chosen} is 1: {_forth(converter)}. If {chosen} "
        f"is 0: {_back(converter)}.",
        f"In encode mode ({chosen} high) {out} = {word} ^ ({word} >> 1). In decode mode ({chosen} "
        f"low) {out} is the XOR of {word} with all its right shifts, {word} >> 1 to {word} >> "
        f"{top}.",
        f"This block serves a position sensor. With {chosen} = 0 it turns the sensor's reflected "
        f"Gray code {word} into a number {out}; with {chosen} = 1 it turns a number {word} into "
        f"that code. For example, the number {number} has the code {code}.",
        f"The input {word} is a binary number when {chosen} is 1 and a reflected Gray code word "
        f"when {chosen} is 0. In both cases the output {out} is the same value in the other one "
        f"of the two notations.",
        f"Start at the top: {out}[{top}] is {word}[{top}]. Go down bit by bit and XOR {word}[i] "
        f"with a bit one place higher, taken from {word} if {chosen} is 1 and from {out} if "
        f"{chosen} is 0; the result is {out}[i].",
        f"Which way does the conversion go? From binary to reflected binary (Gray) code if "
        f"`{chosen}` is set, the other way round if it is clear. What is converted? The {width} "
        f"bits of `{word}`, to `{out}`.",
        f"You are given {width} bits {word} and a mode {chosen}. For {chosen} = 1 output the "
        f"{word}-th word (counted from 0) of the reflected Gray sequence; for {chosen} = 0 output "
        f"the place of {word} in this sequence. The output is {out}.",
    )


def _more_forth(converter: _Converter) -> tuple[str, ...]:
    """Say the same in more ways for the way to Gray code."""
    word, out, top, width = converter.word, converter.out, converter.top, converter.width
    number, code = _shown(converter)
    codes = ", ".join(f"{code:0{width}b}" for code in _table(width)[:4])
    return (
        f"Binary-to-Gray encoder, {width} bits, {word} in, {out} out.",
        f"Verilog: {out} = {word} ^ ({word} >> 1).",
        f"Create a circuit with these {width} equations: {_forth(converter)}.",
        f"This block is put behind a counter so that only one wire changes at each count. It "
        f"encodes the count {word} in the reflected Gray code on {out}; {number} becomes {code}.",
        f"Between each pair of adjacent bits of {word} sits an XOR gate; these {top} gates drive "
        f"{out}[{top - 1}:0], in order, and {out}[{top}] is wired to {word}[{top}].",
        f"The outputs {out} for {word} = 0, 1, 2, 3 are {codes}. The sequence goes on in this "
        f"manner up to {(1 << width) - 1}: it is the reflected Gray code with {width} bits.",
        f"Assume a binary number {word}. Its Gray code {out} has the parity of {word}[i+1] and "
        f"{word}[i] in bit i, with a 0 imagined to the left of bit {top}.",
        f"You are given an index {word} of {width} bits. Which word stands at this index in the "
        f"reflected binary code, if the index 0 has the all-zero word? Output it on {out}.",
    )


def _more_back(converter: _Converter) -> tuple[str, ...]:
    """Say the same in more ways for the way to binary."""
    word, out, top, width = converter.word, converter.out, converter.top, converter.width
    number, code = _shown(converter)
    shifts = " ^ ".join([word, *(f"({word} >> {n})" for n in range(1, width))])
    return (
        f"Gray-to-binary decoder, {width} bits, {word} in, {out} out (reflected Gray code).",
        f"Verilog: {out} = {shifts}.",
        f"Create a circuit with these {width} equations: {_back(converter)}.",
        f"A shaft encoder delivers its position as {word}, in the Gray code in which neighbouring "
        f"positions differ in one bit (the reflected kind). This block makes an ordinary number "
        f"{out} from it, so that {code} is read as {number}.",
        f"A chain of XOR gates runs from the most significant bit downwards. It starts with "
        f"{word}[{top}], which is also {out}[{top}]; each gate adds the next lower bit of {word} "
        f"modulo 2, and what it gives is the bit of {out} at this place.",
        f"Bit k of `{out}` is the parity (1 for an odd number of ones) of the bits k and above in "
        f"`{word}`.",
        f"Assume that {word} is a word of the reflected Gray sequence, which begins with the "
        f"all-zero word. Output the number of words before it in the sequence on {out}.",
        f"You are given the Gray code {word}, made from a number n as n XOR (n >> 1). Recover n "
        f"and drive {out} with it.",
    )

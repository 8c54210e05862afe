"""Converters between binary and reflected Gray code, one way or both."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port


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
            f"The most significant bit of `{word}` is copied to `{out}`. Each other bit of"
            f" `{out}` is 1 exactly when the bit of `{word}` at the same position differs from"
            " its neighbour on the left (the more significant one).",
        )
    return (
        f"Convert the {width}-bit reflected Gray code `{word}` to a binary number on `{out}`.",
        f"For every i from 0 to {top}, {back}.",
        f"Work from left to right: {same}; then, for i = {top - 1} down to 0, `{out}[i]` ="
        f" `{word}[i]` XOR `{out}[i+1]`.",
        f"Given `{word}`, find the only {width}-bit number `{out}` with `{word}` = `{out}` XOR"
        f" (`{out}` shifted right by one, filled with 0): the inverse of the Gray encoding.",
    )

"""Shifters: logical, arithmetic and rotating, one way or both, by a variable amount."""

from __future__ import annotations

import random
from collections.abc import Callable

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.shifters import Shifter, others

_OTHERS = {
    "left": ("right", "arithmetic", "rotl"), "right": ("left", "arithmetic", "rotr"),
    "arithmetic": ("left", "right"), "rotl": ("rotr",), "rotr": ("rotl", "right"),
}  # fmt: skip
_SHORT = {
    "left": "shifts left, logically", "right": "shifts right, logically",
    "arithmetic": "shifts right, arithmetically", "rotl": "rotates left", "rotr": "rotates right",
}  # fmt: skip
_FILL = {
    "left": "moves to the left and zeros enter at the right",
    "right": "moves to the right and zeros enter at the left",
    "arithmetic": "moves to the right and copies of its leftmost bit enter at the left",
    "rotl": "turns to the left: bits that leave at the left enter again at the right",
    "rotr": "turns to the right: bits that leave at the right enter again at the left",
}


def draw(rng: random.Random) -> Drawn:
    """Draw a shifter."""
    kind = rng.choice(list(_OTHERS))
    shifter = Shifter(
        word=rng.choice(("in", "d", "data", "a")), amount=rng.choice(("shamt", "amt", "n", "sh")),
        out=rng.choice(("out", "y", "q", "result")), bits=rng.choice((1, 2, 2, 3, 3, 4, 5)),
        kind=kind, other=rng.choice(_OTHERS[kind]),
        select=rng.choice(("mode", "op", "sel")) if rng.random() < 0.4 else None,
    )  # fmt: skip

    def function(levels: Levels) -> Known:
        is_other = shifter.select is not None and levels[shifter.select] == 1
        way = shifter.other if is_other else kind
        digits = format(levels[shifter.word], f"0{shifter.width}b")
        return {shifter.out: int(_moved(digits, way, levels[shifter.amount]), 2)}

    return Drawn(
        family="shifters",
        name=rng.choice(("shifter", "barrel_shifter", f"barrel{shifter.width}", "shift_unit")),
        ports=(
            input_port(shifter.word, shifter.width),
            input_port(shifter.amount, shifter.bits),
            *([input_port(shifter.select)] if shifter.select else []),
            output_port(shifter.out, shifter.width),
        ),
        bodies={
            "operator": _operator(shifter), "stages": _stages(shifter), "index": _index(shifter)
        },
        registers={style: frozenset({shifter.out}) for style in ("stages", "index")},
        says=_says(shifter),
        behaviour=lambda: Combinational(function),
    )  # fmt: skip


def _moved(digits: str, way: str, steps: int) -> str:
    """Move the digits of a word, written with the most significant first."""
    for _ in range(steps):
        enter = {
            "left": "0", "right": "0", "arithmetic": digits[0], "rotl": digits[0],
            "rotr": digits[-1],
        }[way]  # fmt: skip
        digits = digits[1:] + enter if way in ("left", "rotl") else enter + digits[:-1]
    return digits


def _operator(shifter: Shifter) -> str:
    word, amount, width = shifter.word, shifter.amount, shifter.width
    # A rotated word is one half of the doubled word, shifted.
    extra = {"rotl": f"[{2 * width - 1}:{width}]", "rotr": f"[{width - 1}:0]"}
    simple = {
        "left": f"{word} << {amount}", "right": f"{word} >> {amount}",
        "arithmetic": f"$signed({word}) >>> {amount}",
    }  # fmt: skip
    text, names = "", []
    for number, way in enumerate((shifter.kind, shifter.other)[: 2 if shifter.select else 1]):
        name = f"r{number}"
        if way in simple:
            text += f"    wire [{width - 1}:0] {name} = {simple[way]};\n"
            names.append(name)
            continue
        sign = "<<" if way == "rotl" else ">>"
        text += f"    wire [{2 * width - 1}:0] {name} = {{{word}, {word}}} {sign} {amount};\n"
        names.append(name + extra[way])
    value = f"{shifter.select} ? {names[1]} : {names[0]}" if shifter.select else names[0]
    return f"{text}\n    assign {shifter.out} = {value};\n"


def _step(way: str, name: str, width: int, steps: int) -> str:
    """Write a move by a fixed number of places as a concatenation."""
    top, few = width - 1, f"{name}[{steps - 1}:0]" if steps > 1 else f"{name}[0]"
    low = f"{name}[{top - steps}:0]" if top > steps else f"{name}[0]"
    high = f"{name}[{top}:{steps}]" if top > steps else f"{name}[{top}]"
    gone = f"{name}[{top}:{width - steps}]" if steps > 1 else f"{name}[{top}]"
    return {
        "left": f"{{{low}, {steps}'b0}}", "right": f"{{{steps}'b0, {high}}}",
        "arithmetic": f"{{{{{steps}{{{name}[{top}]}}}}, {high}}}",
        "rotl": f"{{{low}, {gone}}}", "rotr": f"{{{few}, {high}}}",
    }[way]  # fmt: skip


def _stages(shifter: Shifter) -> str:
    """Write one stage for each bit of the amount, as a barrel shifter has them."""
    out, width = shifter.out, shifter.width
    text = f"    always @(*) begin\n        {out} = {shifter.word};\n"
    for number in range(shifter.bits):
        bit = shifter.amount if shifter.bits == 1 else f"{shifter.amount}[{number}]"
        value = _step(shifter.kind, out, width, 1 << number)
        if shifter.select:
            value = f"{shifter.select} ? {_step(shifter.other, out, width, 1 << number)} : {value}"
        text += f"        if ({bit})\n            {out} = {value};\n"
    return f"{text}    end\n"


def _index(shifter: Shifter) -> str:
    """Fetch each bit of the result from where it comes."""
    word, amount, width = shifter.word, shifter.amount, shifter.width
    fetch = {
        "left": f"(i < {amount}) ? 1'b0 : {word}[i - {amount}]",
        "right": f"(i + {amount} >= {width}) ? 1'b0 : {word}[i + {amount}]",
        "arithmetic": f"(i + {amount} >= {width}) ? {word}[{width - 1}] : {word}[i + {amount}]",
        "rotl": f"{word}[(i + {width} - {amount}) % {width}]",
        "rotr": f"{word}[(i + {amount}) % {width}]",
    }
    line = f"{shifter.out}[i] = {fetch[shifter.kind]};"
    if shifter.select:
        line = (
            f"if ({shifter.select})\n                {shifter.out}[i] = {fetch[shifter.other]};\n"
            f"            else\n                {line}"
        )
    return (
        "    integer i;\n\n    always @(*)\n"
        f"        for (i = 0; i < {width}; i = i + 1)\n            {line}\n"
    )


def _says(shifter: Shifter) -> tuple[str, ...]:
    word, amount, out = shifter.word, shifter.amount, shifter.out
    chosen, last = shifter.select, shifter.width - 1
    first = {
        "left": "zero", "right": "zero", "arithmetic": f"`{word}[{last}]`",
    }  # fmt: skip

    def source(way: str) -> str:
        sign = "-" if way in ("left", "rotl") else "+"
        if way in first:
            rule = f"`{word}[i {sign} s]`, or {first[way]} if that index is not in 0 to {last}"
            return f"`{out}[i]` is {rule}"
        return f"`{out}[i]` is `{word}[(i {sign} s) mod {shifter.width}]`"

    short, long, rule = _SHORT[shifter.kind], _FILL[shifter.kind], source(shifter.kind)
    listed = f"It {short}."
    if chosen:
        other = shifter.other
        short = f"{short}, when `{chosen}` is 0, and {_SHORT[other]}, when `{chosen}` is 1"
        listed = f"`{chosen}` = 0: it {_SHORT[shifter.kind]}. `{chosen}` = 1: it {_SHORT[other]}."
        long = f"{long}, if `{chosen}` is 0. If `{chosen}` is 1, it {_FILL[other]}"
        rule = f"{rule} when `{chosen}` is 0; when it is 1, {source(other)}"
    return (
        f"A combinational unit that {short}, by `{amount}` places: `{word}` in, `{out}` out.",
        f"To give `{out}`, the word `{word}` {long}. The unsigned number `{amount}`, 0 to {last},"
        " says by how many places.",
        f"Given `{word}` and s = `{amount}` (unsigned), compute for each i from 0 to {last}:"
        f" {rule}.",
        *_more(shifter, source),
        *others(shifter, _moved),
        f"Barrel shifter, {shifter.width} bits. {listed} The number of places is `{amount}`; with"
        f" 0, `{out}` equals `{word}`.",
    )


_CALLED = {
    "left": "logical left shift", "right": "logical right shift",
    "arithmetic": "arithmetic right shift", "rotl": "left rotation", "rotr": "right rotation",
}  # fmt: skip
_ENTERS = {
    "left": "a 0 comes in as the new bit 0", "right": "a 0 comes in as the new top bit",
    "arithmetic": "the top bit is doubled, so the sign stays",
    "rotl": "the old top bit comes in as the new bit 0",
    "rotr": "the old bit 0 comes in as the new top bit",
}  # fmt: skip


def _more(shifter: Shifter, source: Callable[[str], str]) -> tuple[str, ...]:
    """Say the same in more ways; the source of a bit can be told for each way."""
    word, amount, out, width = shifter.word, shifter.amount, shifter.out, shifter.width
    code = {
        "left": f"{word} << {amount}", "right": f"{word} >> {amount}",
        "arithmetic": f"$signed({word}) >>> {amount}",
        "rotl": f"({word} << {amount}) | ({word} >> ({width} - {amount}))",
        "rotr": f"({word} >> {amount}) | ({word} << ({width} - {amount}))",
    }  # fmt: skip
    sides = {way: "left" if way in ("left", "rotl") else "right" for way in code}
    digits = "10" + "1" * (width - 2) if width > 2 else "10"
    moved = {way: _moved(digits, way, 1) for way in code}
    stages = ", ".join(
        f"{amount}[{n}]" if shifter.bits > 1 else amount for n in range(shifter.bits)
    )
    places = ", ".join(str(1 << n) for n in range(shifter.bits))
    many = f", one for each bit of {amount} ({stages}), by {places} places" if (
        shifter.bits > 1
    ) else f", controlled by {amount}, by 1 place"  # fmt: skip

    def each(tell: Callable[[str], str]) -> str:
        """Tell the one way, or both with the select."""
        first = tell(shifter.kind)
        if not shifter.select:
            return first
        return f"{first} if {shifter.select} = 0, and {tell(shifter.other)} if it is 1"

    called = each(lambda way: _CALLED[way])
    step = each(lambda way: f"one place {sides[way]}, where {_ENTERS[way]},")
    shown = each(lambda way: f"{moved[way]}")
    return (
        f"{called[0].upper()}{called[1:]}: {word} by {amount}, {width} bits, to {out}.",
        f"Create a combinational barrel shifter for {width}-bit words. Repeat this {amount} times, "
        f"starting with {word}: move all bits {step} and give the final word to {out}.",
        f"In Verilog, with results of {width} bits, {out} is {each(lambda way: code[way])}.",
        f"Chain {shifter.bits} stage{'s' if shifter.bits > 1 else ''}{many}. A stage whose bit is "
        f"1 shifts, a stage whose bit is 0 passes the word on. The kind of all shifts is "
        f"{called}. The first stage gets {word}, the last one drives {out}.",
        f"This block aligns data before an adder. The data word {word} ({width} bits) is given "
        f"the {called}, and the distance is the unsigned {amount}. With a distance of 1, for "
        f"example, {digits} leads to {shown} on {out}; with 0 it passes unchanged.",
        f"Where does each bit of the result come from? With s = {amount}, for all i from 0 to "
        f"{width - 1}: {each(source)}.",
        f"You are given {word}, {width} bits wide, and an unsigned distance {amount}. Deliver the "
        f"word after the {called}, over that distance, on {out}.",
        f"For a distance k = {amount}, `{out}` results from k single moves of `{word}`. A single "
        f"move is {step} and no bit is changed in any other way.",
    )

"""Wide multiplexers: part of a packed vector by its number, or three to twelve words."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import literal, vector
from rtlgen.datagen.told import wide_muxes

_SIZES = (
    (8, 1), (8, 4), (6, 1), (5, 1), (4, 1), (4, 4), (3, 4), (2, 8), (5, 8), (3, 8), (7, 2),
    (2, 16), (4, 3), (6, 2), (7, 1), (3, 1),
)  # fmt: skip
_SELECTS = ("sel", "s", "select", "index", "addr")
_OUTS = ("out", "y", "q", "z")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Packed:
    word: str
    select: str
    out: str
    bits: int
    """Of the select."""
    width: int
    """Of a part."""
    is_reversed: bool
    """Number 0 is the top part."""

    @property
    def count(self) -> int:
        """The number of parts."""
        return 1 << self.bits

    @property
    def last(self) -> int:
        """The top bit of the vector."""
        return self.count * self.width - 1

    def function(self, levels: Levels) -> Known:
        """Cut the vector in parts and take one."""
        digits = format(levels[self.word], f"0{self.last + 1}b")
        parts = [digits[at : at + self.width] for at in range(0, self.last + 1, self.width)]
        order = parts if self.is_reversed else parts[::-1]
        return {self.out: int(order[levels[self.select]], 2)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    names: tuple[str, ...]
    """In the order of their numbers."""
    select: str
    out: str
    width: int
    other: str
    """What the other numbers give: a literal or one of the names."""
    value: int | None
    """The literal as a number."""

    @property
    def bits(self) -> int:
        """The width of the select."""
        return (len(self.names) - 1).bit_length()

    def function(self, levels: Levels) -> Known:
        """Take a word by its number."""
        number = levels[self.select]
        if number < len(self.names):
            return {self.out: levels[self.names[number]]}
        return {self.out: levels[self.other] if self.value is None else self.value}


def draw(rng: random.Random) -> Drawn:
    """Draw a packed vector, or separate words."""
    select, out = rng.choice(_SELECTS), rng.choice(_OUTS)
    if rng.random() < 0.5:
        bits, width = rng.choice(_SIZES)
        packed = _Packed(
            word=rng.choice(("in", "data", "d", "bus", "vec")), select=select, out=out, bits=bits,
            width=width, is_reversed=rng.random() < 0.2,
        )  # fmt: skip
        return Drawn(
            family="wide_muxes",
            name=rng.choice((f"mux{packed.count}", "part_select", "wide_mux", "top_module")),
            ports=(
                input_port(packed.word, packed.last + 1), input_port(select, bits),
                output_port(out, width),
            ),
            bodies=_packed_bodies(packed),
            registers=dict.fromkeys(("shift", "loop"), frozenset({out})),
            says=_packed_says(packed),
            behaviour=lambda: Combinational(packed.function),
        )  # fmt: skip
    words = _draw_words(rng, select, out)
    return Drawn(
        family="wide_muxes",
        name=rng.choice((f"mux{len(words.names)}to1", "bus_mux", "selector", "top_module")),
        ports=(
            *(input_port(name, words.width) for name in words.names),
            input_port(select, words.bits), output_port(out, words.width),
        ),
        bodies=_words_bodies(words),
        registers=dict.fromkeys(("case", "if", "preset"), frozenset({out})),
        says=_words_says(words),
        behaviour=lambda: Combinational(words.function),
    )  # fmt: skip


def _draw_words(rng: random.Random, select: str, out: str) -> _Words:
    count, width = rng.choice((3, 5, 6, 6, 7, 9, 9, 10, 11, 12)), rng.choice((1, 2, 4, 8, 16, 16))
    names = rng.choice((
        tuple("abcdefghijkl"), tuple(f"in{i}" for i in range(12)), tuple(f"d{i}" for i in range(12))
    ))[:count]  # fmt: skip
    value = rng.choice((0, 0, (1 << width) - 1, (1 << width) - 1, None))
    return _Words(
        names=names, select=select, out=out, width=width, value=value,
        other=rng.choice(names) if value is None else f"{width}'b{value:0{width}b}",
    )  # fmt: skip


def _packed_bodies(packed: _Packed) -> dict[str, str]:
    word, select, out, width = packed.word, packed.select, packed.out, packed.width
    number = f"({packed.count - 1} - {select})" if packed.is_reversed else select
    first = f"{number} * {width}" if width > 1 else number
    taken = f"{word}[{first}]" if width == 1 else f"{word}[{first} +: {width}]"
    part = f"{word}[i]" if width == 1 else f"{word}[i * {width} +: {width}]"
    test = f"{packed.count - 1} - i" if packed.is_reversed else "i"
    bodies = {
        "index": f"    assign {out} = {taken};\n",
        "shift": f"    always @(*)\n        {out} = {word} >> ({first});\n",
        "loop": f"    integer i;\n\n    always @(*) begin\n        {out} = {literal(0, width)};\n"
        f"        for (i = 0; i < {packed.count}; i = i + 1)\n"
        f"            if ({select} == {test})\n                {out} = {part};\n    end\n",
    }
    if width > 1:
        bits = ", ".join(f"{word}[{first} + {n}]" for n in range(width - 1, -1, -1))
        bodies["bits"] = f"    assign {out} = {{{bits}}};\n".replace(" + 0]", "]")
    return bodies


def _packed_says(packed: _Packed) -> tuple[str, ...]:
    word, select, out, width = packed.word, packed.select, packed.out, packed.width
    count, last = packed.count, packed.last
    thing = {1: "bit", 4: "nibble (4 bits)", 8: "byte"}.get(width, f"group of {width} bits")
    low, high = ("0", str(last)) if width == 1 else (f"{width - 1}:0", f"{last}:{last - width + 1}")
    zero, top = (high, low) if packed.is_reversed else (low, high)
    index = f"{count - 1} - s" if packed.is_reversed else "s"
    factor = f"({index})" if packed.is_reversed else index
    place = f"{width}*{factor}" if width > 1 else index
    ends = f"0 selects {word}[{zero}], and {count - 1} selects {word}[{top}]"
    upper = "most significant end" if packed.is_reversed else "least significant end"
    cut = f"bit {place}" if width == 1 else f"the {width} bits from {place} upwards"
    return (
        f"{_article(count)} {count}-to-1 multiplexer, {width} {'bit' if width == 1 else 'bits'} "
        f"wide, its inputs "
        f"packed into `{word}`: for `{select}`, {ends}, the others in order between.",
        f"The vector `{word}` of {last + 1} bits holds {count} values. `{select}`, an unsigned "
        f"number, picks one {thing} of it, counted from 0 at the {upper}, and `{out}` shows it "
        "unchanged, without clock.",
        f"Given `{word}` and s = `{select}`, compute `{out}` as {cut} of `{word}`.",
        *_packed_more(packed, index),
        *wide_muxes.packed((word, select, out), packed.bits, width, is_reversed=packed.is_reversed),
        f"Rules: 1. `{out}` has {width} {'bit' if width == 1 else 'bits'}. 2. The number in "
        f"`{select}` decides: {ends}. 3. Each next number moves on by {width}. 4. There is no "
        f"other input and no memory.",
    )


def _article(count: int) -> str:
    return "An" if str(count)[0] == "8" or count == 11 else "A"


def _words_bodies(words: _Words) -> dict[str, str]:
    select, out, bits = words.select, words.out, words.bits
    arms = "".join(
        f"            {bits}'d{n}: {out} = {name};\n" for n, name in enumerate(words.names)
    )
    numbers = list(enumerate(words.names))
    chain = "".join(f"({select} == {bits}'d{n}) ? {name} :\n        " for n, name in numbers)
    tests = "        else ".join(
        f"if ({select} == {n})\n            {out} = {name};\n" for n, name in numbers
    )
    width, count = words.width, 1 << bits
    packed = ", ".join((*[words.other] * (count - len(words.names)), *words.names[::-1]))
    taken = f"all[{select}]" if width == 1 else f"all[{select} * {width} +: {width}]"
    head = f"    always @(*) begin\n        {out} = {words.other};\n        case ({select})\n"
    return {
        "case": f"    always @(*)\n        case ({select})\n{arms}"
        f"            default: {out} = {words.other};\n        endcase\n",
        "assign": f"    assign {out} =\n        {chain}{words.other};\n",
        "if": f"    always @(*)\n        {tests}        else\n            {out} = {words.other};\n",
        "packed": f"    wire {vector(count * width)}all = {{{packed}}};\n"
        f"    assign {out} = {taken};\n",
        "preset": f"{head}{arms}        endcase\n    end\n",
    }


def _words_says(words: _Words) -> tuple[str, ...]:
    select, out, count, width = words.select, words.out, len(words.names), words.width
    pairs = ", ".join(f"{n} → `{name}`" for n, name in enumerate(words.names))
    rows = " ".join(f"{select} = {n} gives {name}." for n, name in enumerate(words.names))
    first, last = words.names[0], words.names[-1]
    unused = f"{count} to {(1 << words.bits) - 1}" if count < (1 << words.bits) - 1 else str(count)
    if words.value is None:
        other, shown = f"`{words.other}` as well", f"`{words.other}`"
    else:
        other = f"all {'ones' if words.value else 'zeros'}"
        shown = f"{other} ({words.other})" if width > 1 else f"a constant {words.value}"
        other = f"{other}" if width > 1 else str(words.value)
    bits = "single bits" if width == 1 else f"words of {width} bits"
    return (
        f"{_article(count)} {count}-to-1 multiplexer for {bits}; `{select}` chooses {pairs}, and "
        f"the unused "
        f"numbers ({unused}) give {other}.",
        f"Build a selector with {count} data inputs ({bits}). The number in `{select}` tells which "
        f"one appears at `{out}`: `{first}` for 0, the next for 1, and so on up to `{last}` for "
        f"{count - 1}. For {unused} the output is {shown}.",
        f"Combinational table. {rows} Any other value of `{select}` gives {shown}.",
        *_words_more(words, unused, shown),
        *wide_muxes.words(words.names, (select, out), width, (unused, shown, words.other)),
        f"Given `{select}` as an unsigned number, compute `{out}` by {pairs}; default: {shown}.",
    )


def _packed_more(packed: _Packed, index: str) -> tuple[str, ...]:
    """Describe the same selection from a vector in other words."""
    word, select, out, width = packed.word, packed.select, packed.out, packed.width
    count, is_reversed = packed.count, packed.is_reversed
    index = index.replace("s", select)
    at = index if width == 1 else f"({index})*{width} +: {width}"
    bits = "1 bit" if width == 1 else f"{width} bits"

    def part(number: int) -> str:
        place = count - 1 - number if is_reversed else number
        low = place * width
        return f"{word}[{low}]" if width == 1 else f"{word}[{low + width - 1}:{low}]"

    first, after, last = part(0), part(1), part(count - 1)
    side = "left (most significant)" if is_reversed else "right (least significant)"
    return (
        f"In Verilog, {out} = {word}[{at}].",
        f"Think of `{word}` as an array of {count} elements with {bits} each, element 0 being "
        f"{first} and element {count - 1} being {last}. `{out}` is the element that `{select}` "
        "names.",
        f"Array read: {count} entries of {bits}, entry 0 at the {side} end of {word}, index "
        f"{select}, result {out}.",
        f"Shift `{word}` right by {index if width == 1 else f'{width}*({index})'} places and keep "
        f"the lowest {bits}; that is `{out}`.",
        f"Create a circuit that cuts `{word}` into equal slices of {bits} and passes one of them "
        f"to `{out}`. With `{select}` at 0 this is {first}, with 1 it is {after}, and so on to "
        f"{last}, all combinational.",
        f"Let `{word}` be the concatenation of {count} values, {bits} each, with value 0 at the "
        f"{side} end. `{out}` equals the value whose number is in `{select}`.",
        f"A decoder turns `{select}` into {count} enable signals, one for each slice of `{word}` "
        f"({bits}, slice 0 on the {side} end). The enabled slice drives `{out}`. For example, code "
        f"1 enables {after}.",
        f"You are given {count} numbers of {bits} side by side in one long word `{word}`. Which of "
        f"them goes to `{out}`? Count `{select}` places from the {side} end, beginning with 0.",
    )


def _words_more(words: _Words, unused: str, shown: str) -> tuple[str, ...]:
    """Describe the same selection from separate words in other words."""
    select, out, names, bits = words.select, words.out, words.names, words.bits
    cases = "; ".join(f"{bits}'d{n}: {name}" for n, name in enumerate(names))
    codes = ", ".join(f"`{name}` for {n:0{bits}b}" for n, name in enumerate(names))
    chain = "".join(f"{select} == {n} ? {name} : " for n, name in enumerate(names))
    each = " ".join(f"`{name}` goes through when {n} is selected." for n, name in enumerate(names))
    many = len(names)
    return (
        f"Case on {select}: {cases}; default: {words.other}. The result is {out}.",
        f"Create a multiplexer without a clock. Its select `{select}` is binary: {codes}. The "
        f"codes that are left over ({unused} in decimal) put {shown} on `{out}`.",
        f"With Verilog's conditional operator: {out} = {chain}{words.other}.",
        f"From the side of the inputs: {each} When the number in `{select}` is {unused}, `{out}` "
        f"is {shown}.",
        f"This block connects one of {many} sources to a common bus `{out}`. Source number n, in "
        f"the list {', '.join(names)} counted from 0, is connected when `{select}` equals n. "
        f"Numbers from {many} on connect {shown}.",
        f"You are given the inputs {', '.join(names)} and must forward one of them. Take the one "
        f"at position `{select}` of this list, the leftmost position being 0; beyond the end of "
        f"the list take {shown}. For example, {select} = 1 forwards {names[1]}.",
        f"Selector, {many} ways, {words.width} wide: {out} is {', '.join(names[:-1])} or "
        f"{names[-1]} for {select} = 0 to {many - 1} in this order, and {shown} otherwise.",
        f"First let `{out}` be {shown}. Then, if `{select}` is a number below {many}, replace it: "
        f"{', '.join(f'{n} by {name}' for n, name in enumerate(names))}, where the number on the "
        "left is the select. All this is combinational logic.",
    )

"""Each bit of a vector combined with its neighbour to the left or right, with or without wrap."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.neighbours import others

_GATES: dict[str, tuple[str, Callable[[int, int], int]]] = {
    "AND": ("&", lambda one, other: one * other),
    "OR": ("|", max),
    "XOR": ("^", lambda one, other: int(one != other)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairs:
    word: str
    out: str
    width: int
    gate: str
    is_left: bool
    """The neighbour is the one at the left (index + 1)."""
    end: str
    """The neighbour of the last bit: `wrap`, `0`, `1`, or `short`: the output has no such bit."""

    @property
    def last(self) -> int:
        """The bit that has no neighbour on that side."""
        return self.width - 1 if self.is_left else 0

    @property
    def beyond(self) -> str:
        """What stands in for its neighbour."""
        other = self.width - 1 - self.last
        return f"{self.word}[{other}]" if self.end == "wrap" else f"1'b{self.end}"


def draw(rng: random.Random) -> Drawn:
    """Draw a combination of neighbours."""
    word, out = rng.choice((("in", "out"), ("x", "y"), ("d", "q"), ("vec", "res")))
    is_left = rng.random() < 0.6
    pairs = _Pairs(
        word=word, out=out, width=rng.choice((3, 4, 5, 8, 8, 16, 32)),
        gate=rng.choice(list(_GATES)),
        is_left=is_left, end=rng.choice(("wrap", "wrap", "0", "1", "short" if is_left else "0")),
    )  # fmt: skip
    combine = _GATES[pairs.gate][1]
    count = pairs.width - (pairs.end == "short")

    def function(levels: Levels) -> Known:
        bits = [levels[word] >> n & 1 for n in range(pairs.width)]
        edge = int(pairs.end) if pairs.end in "01" else None
        found = 0
        for n in range(count):
            near = n + 1 if is_left else n - 1
            is_inside = 0 <= near < pairs.width
            other = bits[near % pairs.width] if is_inside or edge is None else edge
            found += combine(bits[n], other) << n
        return {out: found}

    return Drawn(
        family="neighbours",
        name=rng.choice(("neighbours", "pairs", f"adjacent_{pairs.gate.lower()}", "vector_pairs")),
        ports=(input_port(word, pairs.width), output_port(out, count)),
        bodies={
            "vector": _vector(pairs), "loop": _loop(pairs, count),
            "generate": _generate(pairs, count),
        },
        registers={"loop": frozenset({out})},
        says=_says(pairs, count),
        behaviour=lambda: Combinational(function),
    )  # fmt: skip


def _vector(pairs: _Pairs) -> str:
    word, top, sign = pairs.word, pairs.width - 1, _GATES[pairs.gate][0]
    if pairs.end == "short":
        return f"    assign {pairs.out} = {word}[{top - 1}:0] {sign} {word}[{top}:1];\n"
    moved = (
        f"{{{pairs.beyond}, {word}[{top}:1]}}"
        if pairs.is_left
        else f"{{{word}[{top - 1}:0], {pairs.beyond}}}"
    )
    return f"    assign {pairs.out} = {word} {sign} {moved};\n"


def _near(pairs: _Pairs, index: str) -> str:
    return f"{pairs.word}[{index} {'+' if pairs.is_left else '-'} 1]"


def _loop(pairs: _Pairs, count: int) -> str:
    word, out, sign = pairs.word, pairs.out, _GATES[pairs.gate][0]
    first, last = (0, pairs.width - 2) if pairs.is_left else (1, pairs.width - 1)
    text = "    integer i;\n\n    always @(*) begin\n"
    text += f"        for (i = {first}; i <= {last}; i = i + 1)\n"
    text += f"            {out}[i] = {word}[i] {sign} {_near(pairs, 'i')};\n"
    if count == pairs.width:
        text += f"        {out}[{pairs.last}] = {word}[{pairs.last}] {sign} {pairs.beyond};\n"
    return f"{text}    end\n"


def _generate(pairs: _Pairs, count: int) -> str:
    word, out, sign = pairs.word, pairs.out, _GATES[pairs.gate][0]
    inner = f"            assign {out}[k] = {word}[k] {sign} {_near(pairs, 'k')};\n"
    if count == pairs.width:
        inner = (
            f"            if (k == {pairs.last}) begin : edge_bit\n"
            f"                assign {out}[k] = {word}[k] {sign} {pairs.beyond};\n"
            f"            end else begin : inner_bit\n    {inner}            end\n"
        )
    return (
        f"    genvar k;\n    generate\n        for (k = 0; k < {count}; k = k + 1) begin : pair\n"
        f"{inner}        end\n    endgenerate\n"
    )


def _says(pairs: _Pairs, count: int) -> tuple[str, ...]:
    word, out, gate, last = pairs.word, pairs.out, pairs.gate, pairs.last
    side, sign = ("left", "+") if pairs.is_left else ("right", "-")
    more = "higher" if pairs.is_left else "lower"
    other = pairs.width - 1 - last
    end = {
        "wrap": f"The vector is a ring: the {side} neighbour of bit {last} is bit {other}.",
        "short": f"Bit {last} has no such neighbour, and `{out}` has no bit for it.",
    }.get(pairs.end, f"For bit {last}, which has no such neighbour, take {pairs.end} instead.")
    first = 0 if pairs.is_left else 1
    final = f" `{out}[{last}]` = `{word}[{last}]` {gate} {pairs.beyond}."
    tail = final if count == pairs.width else ""
    upper = first + pairs.width - 2
    return (
        f"Bit i of `{out}` is the {gate} of bit i of `{word}` and its {side} neighbour, bit"
        f" i{sign}1. {end}",
        f"For i from {first} to {upper}: `{out}[i]` = `{word}[i]` {gate} `{word}[i{sign}1]`.{tail}",
        f"Given the {pairs.width} bits of `{word}`, combine each with the next bit at the {side}"
        f" (that with the {more} index) by {gate} and put the result at the same index of"
        f" `{out}`. {end}",
        *_more(pairs, count, end),
        *others(word, out, pairs.width, gate, is_left=pairs.is_left, end=pairs.end),
        f"Rules: (a) `{out}` has {count} bits. (b) Each of them is `{word}[i]` {gate}"
        f" `{word}[i{sign}1]`, where i is its own index. (c) {end}",
    )


def _more(pairs: _Pairs, count: int, end: str) -> tuple[str, ...]:
    """Say the same in more ways; a text tells of the bit without a neighbour."""
    word, out, gate, last, width = pairs.word, pairs.out, pairs.gate, pairs.last, pairs.width
    sign, combine = _GATES[gate]
    side, step = ("left", "+ 1") if pairs.is_left else ("right", "- 1")
    more = "more" if pairs.is_left else "less"
    order = {"AND": "both", "OR": "at least one", "XOR": "exactly one"}[gate]
    top = width - 1
    if pairs.end == "short":
        code = f"{word}[{top - 1}:0] {sign} {word}[{top}:1]"
    elif pairs.is_left:
        code = f"{word} {sign} {{{pairs.beyond}, {word}[{top}:1]}}"
    else:
        code = f"{word} {sign} {{{word}[{top - 1}:0], {pairs.beyond}}}"
    inner = [n for n in range(width) if n != last]
    listed = ", ".join(
        f"{out}[{n}] = {word}[{n}] {sign} {word}[{n + 1 if pairs.is_left else n - 1}]"
        for n in inner
    )
    if count == width:
        listed += f", {out}[{last}] = {word}[{last}] {sign} {pairs.beyond}"
    shape = {
        "wrap": "in a closed loop", "short": f"with {count} results for {width} bits",
    }.get(pairs.end, f"with a {pairs.end} beyond the end")  # fmt: skip
    moved = {
        "wrap": f"rotated by one place to the {'right' if pairs.is_left else 'left'}",
        "short": "shifted right by one place (the top bit of the result is dropped)",
    }.get(
        pairs.end,
        f"shifted {'right' if pairs.is_left else 'left'} by one place, with a {pairs.end} coming "
        f"in",
    )
    one = [n % 3 != 0 for n in range(width)]
    digits = "".join(str(int(bit)) for bit in reversed(one))
    edge = int(pairs.end) if pairs.end in "01" else None
    result = ""
    for n in reversed(range(count)):
        near = n + 1 if pairs.is_left else n - 1
        known = 0 <= near < width or edge is None
        result += str(combine(int(one[n]), int(one[near % width]) if known else edge or 0))
    return (
        f"Adjacent-bit {gate} on {word}, towards the {side}, {shape}: {out} = {code}.",
        f"Create a circuit of {count} {gate} gates, all wired alike: {listed}.",
        f"Combine {word} with a copy of itself that is {moved}, by a bitwise {gate}, to get {out}.",
        f"Each output bit tells whether {order} of two adjacent input bits {_are(gate)} 1: bit k "
        f"of {out} looks at {word}[k] and {word}[k {step}], the next {more} significant one. "
        f"{end}",
        f"This block examines a row of {width} sensors {word}. Every sensor is compared with the "
        f"one to its {side} (bits are written with the highest at the left) through a two-input "
        f"{gate} gate whose output has the sensor's own number in {out}. {end} If the row "
        f"is {digits}, then {out} is {result}.",
        f"For k in {min(inner)}..{max(inner)}, {out}[k] is {word}[k] {sign} {word}[k {step}]. "
        f"{end}",
        f"What does bit k of {out} depend on? On bit k of {word} and on bit k {step}, by {gate}. "
        f"And at the end of the vector? {end}",
        f"You are given a vector {word}[{top}:0]. Write the {gate} of every bit and its "
        f"{side}-hand neighbour into the same place of {out}, {shape}. {end}",
    )


def _are(gate: str) -> str:
    return "are" if gate == "AND" else "is"

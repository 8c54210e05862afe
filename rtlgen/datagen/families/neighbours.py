"""Each bit of a vector combined with its neighbour to the left or right, with or without wrap."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port

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
        f"Rules: (a) `{out}` has {count} bits. (b) Each of them is `{word}[i]` {gate}"
        f" `{word}[i{sign}1]`, where i is its own index. (c) {end}",
    )

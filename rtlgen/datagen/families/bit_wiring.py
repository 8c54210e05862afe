"""Wiring: bits and bytes reversed, swapped, joined, extended or repeated; no gates at all."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.spec.model import Port


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wiring:
    inputs: tuple[Port, ...]
    outputs: tuple[Port, ...]
    sources: tuple[tuple[str, int] | None, ...]
    """For each bit of the outputs, from bit 0 of the last to the top of the first: its source."""
    assigned: str
    """The short style."""
    says: tuple[str, ...]


def draw(rng: random.Random) -> Drawn:
    """Draw a wiring."""
    kind = rng.choice(list(_KINDS))
    word, out = rng.choice((("in", "out"), ("d", "q"), ("a", "y"), ("x", "z"), ("data", "result")))
    wiring = _KINDS[kind](rng, word, out)

    def function(levels: Levels) -> Known:
        bits = [levels[at[0]] >> at[1] & 1 if at else 0 for at in wiring.sources]
        found: dict[str, int] = {}
        start = 0
        for port in reversed(wiring.outputs):
            part = bits[start : start + port.width]
            found[port.name] = sum(bit << n for n, bit in enumerate(part))
            start += port.width
        return found

    changed = frozenset(port.name for port in wiring.outputs)
    return Drawn(
        family="bit_wiring",
        name=rng.choice((f"{kind}_bits", f"{kind}_unit", "wiring", "bit_mapper")),
        ports=(*wiring.inputs, *wiring.outputs),
        bodies={
            "short": wiring.assigned, "concatenation": _joined(wiring), "bits": _single(wiring)
        },
        registers={"bits": changed},
        says=wiring.says,
        behaviour=lambda: Combinational(function),
    )  # fmt: skip


def _bit(wiring: _Wiring, at: tuple[str, int] | None) -> str:
    if at is None:
        return "1'b0"
    is_wide = next(port.width for port in wiring.inputs if port.name == at[0]) > 1
    return f"{at[0]}[{at[1]}]" if is_wide else at[0]


def _joined(wiring: _Wiring) -> str:
    bits = [_bit(wiring, at) for at in reversed(wiring.sources)]
    rows = ",\n        ".join(", ".join(bits[n : n + 8]) for n in range(0, len(bits), 8))
    names = ", ".join(port.name for port in wiring.outputs)
    target = f"{{{names}}}" if len(wiring.outputs) > 1 else names
    return f"    assign {target} = {{\n        {rows}\n    }};\n"


def _single(wiring: _Wiring) -> str:
    text, start = "    always @(*) begin\n", 0
    for port in reversed(wiring.outputs):
        for number in range(port.width):
            target = f"{port.name}[{number}]" if port.width > 1 else port.name
            text += f"        {target} = {_bit(wiring, wiring.sources[start + number])};\n"
        start += port.width
    return f"{text}    end\n"


def _reverse(rng: random.Random, word: str, out: str) -> _Wiring:
    width = rng.choice((3, 4, 5, 8, 8, 16))
    top = width - 1
    return _Wiring(
        inputs=(input_port(word, width),), outputs=(output_port(out, width),),
        sources=tuple((word, top - n) for n in range(width)),
        assigned=(
            f"    genvar i;\n    generate\n        for (i = 0; i < {width}; i = i + 1)"
            f" begin : bits\n"
            f"            assign {out}[i] = {word}[{top} - i];\n        end\n    endgenerate\n"
        ),
        says=(
            f"Reverse the order of the {width} bits of `{word}`; the result is `{out}`.",
            f"For every i from 0 to {top}, `{out}[i]` = `{word}[{top} - i]`.",
            f"Given `{word}`, compute `{out}`, its mirror image: the least significant bit becomes"
            " the most significant one, the next one the second, and so on.",
            f"`{out}` is `{word}` read from right to left: {out}[0] is wired to {word}[{top}] and"
            f" {out}[{top}] to {word}[0], those between likewise.",
        ),
    )  # fmt: skip


def _swap(rng: random.Random, word: str, out: str) -> _Wiring:
    size, count = rng.choice(((8, 2), (8, 4), (4, 2), (4, 4), (2, 4), (16, 2)))
    width = size * count
    cuts = ", ".join(f"{word}[{n * size + size - 1}:{n * size}]" for n in range(count))
    unit = {2: "pair of bits", 4: "nibble", 8: "byte", 16: "half-word"}[size]
    return _Wiring(
        inputs=(input_port(word, width),), outputs=(output_port(out, width),),
        sources=tuple((word, (count - 1 - n // size) * size + n % size) for n in range(width)),
        assigned=f"    assign {out} = {{{cuts}}};\n",
        says=(
            f"`{out}` is `{word}` with its {count} groups of {size} bits in reverse order; within"
            " a group the order stays.",
            f"A word of {width} bits consists of {count} groups of {size} bits, group 0 at the"
            f" right. Group k of `{out}` is group {count - 1} - k of `{word}`, bits in the same"
            " order.",
            f"Given `{word}`, compute `{out}` = {{{cuts}}}, with the leftmost part first.",
            f"Unit to change the endianness: each {unit} of `{word}` is kept as it is, but the"
            f" first one (at the left) becomes the last one of `{out}`, and so on for all {count}.",
        ),
    )  # fmt: skip


def _join(rng: random.Random, _: str, out: str) -> _Wiring:
    names: tuple[str, ...] = rng.choice(
        (("hi", "mid", "lo"), ("p0", "p1", "p2"), ("first", "second", "third"))
    )
    names = names[:: rng.choice((1, -1))][: rng.choice((2, 3))]
    widths = [rng.choice((1, 2, 3, 4, 8)) for _ in names]
    parts = list(zip(names, widths, strict=True))
    listed = ", ".join(f"`{name}`" for name in names)
    top = total = sum(widths)
    places: list[str] = []
    for name, width in parts:
        low = top - width
        where = f"bits {top - 1} to {low}" if width > 1 else f"bit {low}"
        places.append(f"{where} {'are' if width > 1 else 'is'} `{name}`")
        top = low
    return _Wiring(
        inputs=tuple(input_port(name, width) for name, width in parts),
        outputs=(output_port(out, total),),
        sources=tuple((name, n) for name, width in reversed(parts) for n in range(width)),
        assigned=f"    assign {out} = {{{', '.join(names)}}};\n",
        says=(
            f"`{out}` is the concatenation {{{', '.join(names)}}}.",
            f"Join {listed} into the {total}-bit word `{out}`, with `{names[0]}` at the most"
            " significant end and the others to its right in the order in which they are listed"
            " here; no bits are reversed.",
            f"In `{out}`, {', '.join(places)}.",
            f"Given {listed}, pack them from left to right, in this order and without gaps, into"
            f" `{out}`; `{names[-1]}` ends at bit 0.",
        ),
    )  # fmt: skip


def _extend(rng: random.Random, word: str, out: str) -> _Wiring:
    small = rng.choice((2, 3, 4, 5, 8, 12))
    more, is_signed = rng.choice((1, 2, 4, 8)), rng.random() < 0.6
    wide, top = small + more, small - 1
    new = f"{{{more}{{{word}[{top}]}}}}" if is_signed else f"{more}'b0"
    fill = f"each equal to `{word}[{top}]`" if is_signed else "each equal to 0"
    kind = "Sign" if is_signed else "Zero"
    number = "two's complement" if is_signed else "unsigned"
    return _Wiring(
        inputs=(input_port(word, small),), outputs=(output_port(out, wide),),
        sources=tuple(
            (word, n) if n < small else ((word, top) if is_signed else None) for n in range(wide)
        ),
        assigned=f"    assign {out} = {{{new}, {word}}};\n",
        says=(
            f"{kind}-extend `{word}` from {small} to {wide} bits; the result is `{out}`.",
            f"Read `{word}` as a number, {number}, and give the same value, again {number}, with"
            f" {wide} bits on `{out}`.",
            f"The low {small} bits of `{out}` are `{word}`. All above: {fill}.",
            f"Given `{word}`, widen it at the left, the new bits {fill}, to get `{out}`.",
        ),
    )  # fmt: skip


def _repeat(rng: random.Random, word: str, out: str) -> _Wiring:
    size, count = rng.choice((1, 1, 2, 3, 4, 8)), rng.choice((2, 3, 4, 8))
    total = size * count
    return _Wiring(
        inputs=(input_port(word, size),), outputs=(output_port(out, total),),
        sources=tuple((word, n % size) for n in range(total)),
        assigned=f"    assign {out} = {{{count}{{{word}}}}};\n",
        says=(
            f"`{out}` is `{word}` repeated {count} times, side by side.",
            f"Replicate `{word}` {count} times to fill the {total} bits of `{out}`.",
            f"Given `{word}`, compute {out} = {{{', '.join([word] * count)}}}.",
            f"For each i from 0 to {total - 1}, bit i of `{out}` equals bit (i mod {size}) of"
            f" `{word}`.",
        ),
    )  # fmt: skip


_KINDS: dict[str, Callable[[random.Random, str, str], _Wiring]] = {
    "reverse": _reverse, "swap": _swap, "join": _join, "extend": _extend,
    "repeat": _repeat,
}  # fmt: skip

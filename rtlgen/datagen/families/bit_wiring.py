"""Wiring: bits and bytes reversed, swapped, joined, extended or repeated; no gates at all."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.notations.bit_wiring import notations
from rtlgen.datagen.told.bit_wiring import (
    others_extend,
    others_join,
    others_repeat,
    others_reverse,
    others_swap,
)
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
            *_more_reverse(word, out, width),
            *others_reverse(word, out, width),
            *notations("reverse", [(word, width)], out),
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
            *_more_swap(word, out, (size, count), unit),
            *others_swap(
                word, out, size, count, "pairs of bits" if size == 2 else f"{unit}s"
            ),
            *notations("swap", [(word, width)], out, size),
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
            *_more_join(parts, out),
            *others_join(parts, out),
            *notations("join", parts, out),
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
            *_more_extend(word, out, (small, more), fill, is_signed=is_signed),
            *others_extend(word, out, small, more, is_signed=is_signed),
            *notations(kind.lower(), [(word, small)], out, wide),
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
            *_more_repeat(word, out, size, count),
            *others_repeat(word, out, size, count),
            *notations("repeat", [(word, size)], out, count),
            f"For each i from 0 to {total - 1}, bit i of `{out}` equals bit (i mod {size}) of"
            f" `{word}`.",
        ),
    )  # fmt: skip


def _more_reverse(word: str, out: str, width: int) -> tuple[str, ...]:
    """Say in more ways that the bits are reversed."""
    top, shown = width - 1, f"{3:0{width}b}"
    order = ", ".join(f"{word}[{n}]" for n in range(width))
    return (
        f"Bit reversal, {width} bits wide, from `{word}` to `{out}`.",
        f"Flip the order of the {width} bits of a vector, so that MSB and LSB change places. For "
        f"example, {word} = {shown} results in {out} = {shown[::-1]}.",
        f"Assign {out} = {{{order}}}.",
        f"Create a circuit with a vector of {width} bits at its entrance and the same vector, bits "
        f"in the opposite order, at its exit ({word} to {out}).",
        f"No logic is needed here, only wires: bit n of {word} drives bit {top} - n of {out}.",
        f"Some serial links send the least significant bit first and others the most significant "
        f"one. To go between them, bit 0 of `{word}` must arrive at bit {top} of `{out}`, bit 1 "
        f"at bit {top - 1}, and so forth, until bit {top} arrives at bit 0.",
        f"The vector `{word}` [{top}:0] has to be turned end for end and driven onto `{out}`.",
        f"Which input bit feeds `{out}[k]`? The one whose index and k add up to {top}. Build the "
        f"{width} connections from `{word}`.",
    )


def _more_swap(
    word: str, out: str, sizes: tuple[int, int], unit: str
) -> tuple[str, ...]:  # fmt: skip
    """Say in more ways that groups of bits change places."""
    (size, count), plural = sizes, {"half-word": "half-words"}.get(unit, unit + "s")
    plural = "pairs of bits" if unit == "pair of bits" else plural
    width, top = size * count, size * count - 1
    places = ", ".join(
        f"{out}[{n * size + size - 1}:{n * size}] = "
        f"{word}[{(count - n) * size - 1}:{(count - n - 1) * size}]"
        for n in range(count)
    )
    digits = [f"{n:0{size}b}" for n in range(count)]
    return (
        f"Swap the order of the {count} {plural} in a word of {width} bits ({word} in, {out} out).",
        f"Reverse the {plural} of `{word}`, not the bits in them, and drive `{out}` with that.",
        f"Connect the output slice by slice: {places}.",
        f"Create a circuit that treats `{word}` as {count} {plural} and outputs them on `{out}` "
        f"in the opposite order. As an example, {'_'.join(digits)} becomes "
        f"{'_'.join(reversed(digits))}.",
        f"The most significant {unit} of {word} moves to the least significant place of {out}, "
        f"the one after it to the second-lowest place, up to the lowest {unit}, which becomes the "
        f"most significant. Bits keep their place inside of a {unit}.",
        f"Bit i of `{out}` is bit ({count - 1} - i / {size}) * {size} + i % {size} of `{word}` "
        f"for 0 <= i <= {top}, with integer division.",
        f"A value of {width} bits was written by a processor of the other byte order kind, in "
        f"units of {size} bits. Bring it into our order: `{out}` holds the {plural} of `{word}`, "
        f"last one first.",
        f"Cut {word} into {plural} from the right and lay them down in {out} from the left; each "
        f"{unit} is copied unchanged.",
    )


def _more_join(parts: list[tuple[str, int]], out: str) -> tuple[str, ...]:
    """Say in more ways that words are joined; the parts have names and widths, the first high."""
    names = [name for name, _ in parts]
    total = sum(width for _, width in parts)
    listed, least = ", ".join(names), " then ".join(f"`{name}`" for name in reversed(names))
    sizes = ", ".join(f"{width} from `{name}`" for name, width in parts)
    shifted, low = [], total
    for name, width in parts:
        low -= width
        shifted.append(f"({name} << {low})" if low else name)
    bits = ", ".join(
        f"{out}[{n}] = {bit}"
        for n, bit in enumerate(
            (f"{name}[{i}]" if width > 1 else name)
            for name, width in reversed(parts) for i in range(width)
        )
    )  # fmt: skip
    return (
        f"Concatenate {listed} (first one at the MSB side) to form {out}.",
        f"Create a circuit that merges its inputs to one vector `{out}` of {total} bits. Counted "
        f"from the top, these are {sizes}.",
        f"Fill `{out}` from bit 0 upward: {least}, each with its own bit order kept.",
        f"Wire by wire: {bits}.",
        f"Evaluated with {total} bits, {out} = {' | '.join(shifted)}.",
        f"This block puts together the fields of a word. The field {names[0]} is the leftmost in "
        f"{out}, {names[-1]} is the rightmost, and the fields follow each other as {listed}.",
        f"How would you build one {total}-bit bus `{out}` out of {len(parts)} smaller ones? "
        f"Simply side by side, from the most significant to the least significant: {listed}.",
        f"The output is the vector made of {' followed by '.join(f'`{n}`' for n in names)}, when "
        f"it is written down from left (MSB) to right (LSB).",
    )


def _more_extend(
    word: str, out: str, sizes: tuple[int, int], fill: str, *, is_signed: bool
) -> tuple[str, ...]:
    """Say in more ways that a word is extended."""
    (small, more), kind = sizes, "sign" if is_signed else "zero"
    wide, top, shown = small + more, small - 1, f"1{0:0{small - 1}b}"
    sign = "1" if is_signed else "0"
    new = f"{{{{{more}{{{word}[{top}]}}}}, {word}}}" if is_signed else f"{{{more}'b0, {word}}}"
    why = (
        f"so a copy of the sign bit {word}[{top}] goes into each of them"
        if is_signed
        else "so they are tied to 0"
    )
    return (
        f"From {small} to {wide} bits by {kind} extension ({word} to {out}).",
        f"Create a {kind} extender: the {small}-bit `{word}` becomes the {wide}-bit `{out}`.",
        f"In Verilog, {out} = {new}.",
        f"A {'signed' if is_signed else 'unsigned'} operand of {small} bits has to be fed to an "
        f"adder of {wide} bits. Produce the {kind}-extended version `{out}` of `{word}`; for "
        f"instance, {shown} turns into {sign * more}{shown}.",
        f"Bits {top} to 0 of {out} come straight from {word}. The value must not change, and "
        f"numbers are {'twos complement' if is_signed else 'never negative'}; there are {more} "
        f"further bits at the top, {why}.",
        f"`{out}[i]` equals `{word}[i]` for i up to {top}; for i from {small} to {wide - 1} it is "
        f"{f'`{word}[{top}]`' if is_signed else '0'}.",
        f"Put {more} bit{'s' if more > 1 else ''} before the MSB of `{word}`, {fill}; this is "
        f"`{out}`.",
        f"Assume that {word} is {'a signed' if is_signed else 'an unsigned'} integer. Assign it "
        f"to the wider {out} so that the integer stays the same.",
    )


def _more_repeat(word: str, out: str, size: int, count: int) -> tuple[str, ...]:
    """Say in more ways that a word is repeated."""
    total, shown = size * count, f"{1:0{size}b}"
    what = "bit" if size == 1 else f"vector of {size} bits"
    slices = ", ".join(
        f"{out}[{(n + 1) * size - 1}:{n * size}]" if size > 1 else f"{out}[{n}]"
        for n in range(count)
    )
    return (
        f"Replication operator: {out} = {{{count}{{{word}}}}}.",
        f"Create a circuit that makes {count} copies of the {what} `{word}` and concatenates them "
        f"to `{out}`.",
        f"Each of {slices} is the same as {word}.",
        f"Fan the {what} `{word}` out to the whole {total}-bit bus `{out}`, {count} times in a "
        f"row. If {word} is {shown}, {out} is {shown * count}.",
        f"A {what} is broadcast over {count} lanes of the bus `{out}`: every lane ({size} bit"
        f"{'s' if size > 1 else ''} wide, none left out) carries `{word}`.",
        f"Starting at bit 0 of {out} and going up, lay down {word} again and again until all "
        f"{total} bits are used; bit 0 of {word} comes first each time.",
        f"When {out} is cut into {count} equal pieces, all pieces are {word}.",
        f"You are given a {what} {word}. Output {total} bits {out} that contain it "
        f"{count} times, without gaps and in the original bit order.",
    )


_KINDS: dict[str, Callable[[random.Random, str, str], _Wiring]] = {
    "reverse": _reverse, "swap": _swap, "join": _join, "extend": _extend,
    "repeat": _repeat,
}  # fmt: skip

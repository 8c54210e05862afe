"""Vectors taken apart and put together: fields, slices, halves, and words joined and cut anew."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import vector
from rtlgen.datagen.series import series
from rtlgen.datagen.told.vector_parts import others

_INPUTS = (("a", "b", "c", "d"), ("in1", "in2", "in3", "in4"), ("p", "q", "r", "s"),
           ("w3", "w2", "w1", "w0"), ("x", "y", "z", "u"))  # fmt: skip
_WORDS = ("in", "word", "vec", "data", "bus", "v")
_OUTPUTS = (("o1", "o2", "o3", "o4"), ("hi", "mid", "low", "rest"), ("f1", "f2", "f3", "f4"),
            ("out_a", "out_b", "out_c", "out_d"), ("e", "f", "g", "h"))  # fmt: skip
_NAMES = ("splitter", "fields", "vector_cut", "rejoin", "unpack", "top_module")

Named = tuple[str, int]
"""A vector and its width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """All inputs in a row, the first at the left, perhaps with constant bits at the right."""

    inputs: tuple[Named, ...]
    constant: str
    """Binary digits at the right end."""
    outputs: tuple[Named, ...]
    """Take the row from the left; together as long as it."""

    @property
    def total(self) -> int:
        """Bits of the row."""
        return sum(width for _, width in self.outputs)

    def function(self, levels: Levels) -> Known:
        """Write the row as a text and cut it."""
        row = "".join(f"{levels[name]:0{width}b}" for name, width in self.inputs) + self.constant
        found, at = dict[str, int](), 0
        for name, width in self.outputs:
            found[name] = int(row[at : at + width], 2)
            at += width
        return found

    def parts(self) -> list[tuple[str, str]]:
        """Return the source of each output as an expression over the single input."""
        (name, width), *_ = self.inputs
        found, top = [], width - 1
        for out, size in self.outputs:
            span = f"[{top}]" if size == 1 else f"[{top}:{top - size + 1}]"
            found.append((out, f"{name}{span}" if width > 1 else name))
            top -= size
        return found

    def joined(self) -> str:
        """Write the row as a concatenation."""
        names = [name for name, _ in self.inputs]
        names += [f"{len(self.constant)}'b{self.constant}"] if self.constant else []
        return f"{{{', '.join(names)}}}" if len(names) > 1 else names[0]


def draw(rng: random.Random) -> Drawn:
    """Draw a row and where it is cut."""
    count = rng.choice((1, 1, 2, 2, 3, 4))
    names = rng.choice(_INPUTS)[:count] if count > 1 else (rng.choice(_WORDS),)
    inputs = [(name, rng.choice((1, 2, 3, 4, 5, 6, 8) if count > 1 else (4, 6, 8, 12, 16, 24, 32)))
              for name in names]  # fmt: skip
    if rng.random() < 0.3:
        inputs = [(name, inputs[0][1]) for name in names]
    spare = rng.choice((0, 0, 1, 2, 3)) if count > 1 else 0
    total = sum(width for _, width in inputs) + spare
    many = min(total, rng.choice((2, 2, 3, 4) if count == 1 else (1, 2, 2, 3, 4)))
    outs = rng.choice(_OUTPUTS)[:many]
    cut = _Cut(
        inputs=tuple(inputs),
        constant="".join(rng.choice("01") for _ in range(spare)),
        outputs=tuple(zip(outs, _widths(rng, total, many), strict=True)),
    )
    return Drawn(
        family="vector_parts",
        name=rng.choice(_NAMES),
        ports=(
            *(input_port(*one) for one in cut.inputs),
            *(output_port(*one) for one in cut.outputs),
        ),
        bodies=_bodies(cut),
        registers={"always": frozenset(outs)},
        says=_says(rng, cut),
        behaviour=lambda: Combinational(cut.function),
    )  # fmt: skip


def _widths(rng: random.Random, total: int, many: int) -> list[int]:
    if total % many == 0 and rng.random() < 0.5:
        return [total // many] * many
    places = sorted(rng.sample(range(1, total), many - 1))
    return [end - start for start, end in zip([0, *places], [*places, total], strict=True)]


def _bodies(cut: _Cut) -> dict[str, str]:
    targets = ", ".join(name for name, _ in cut.outputs)
    left = f"{{{targets}}}" if len(cut.outputs) > 1 else targets
    row, top = "", cut.total - 1
    for name, size in cut.outputs:
        span = f"[{top}]" if size == 1 else f"[{top}:{top - size + 1}]"
        row += f"    assign {name} = row{span if cut.total > 1 else ''};\n"
        top -= size
    bodies = {
        "concatenation": f"    assign {left} = {cut.joined()};\n",
        "always": f"    always @(*)\n        {left} = {cut.joined()};\n",
        "row": f"    wire {vector(cut.total)}row = {cut.joined()};\n\n{row}",
    }
    if len(cut.inputs) == 1:
        bodies["parts"] = "".join(f"    assign {o} = {text};\n" for o, text in cut.parts())
    return bodies


def _bits(named: Named) -> str:
    return f"`{named[0]}` ({'1 bit' if named[1] == 1 else f'{named[1]} bits'})"


def _says(rng: random.Random, cut: _Cut) -> tuple[str, ...]:
    many = len(cut.inputs) > 1
    names = [f"`{name}`" for name, _ in cut.inputs]
    outs, ends = [_bits(one) for one in cut.outputs], ""
    if cut.constant:
        ends = f", followed by the constant bits {cut.constant}"
    source = f"the concatenation {cut.joined()}" if many else names[0]
    whole = f"{series(names)} are joined in this order, the first one at the left{ends}"
    pieces, top = [], cut.total - 1
    for name, size in cut.outputs:
        low = top - size + 1
        pieces.append(f"`{name}` = bits {top} to {low}" if size > 1 else f"`{name}` = bit {top}")
        top = low - 1
    verb = rng.choice(("Split", "Cut", "Divide"))
    begin = f"{whole[0].upper() if whole[0].isalpha() else whole[0]}{whole[1:]}. " if many else ""
    row = f"the {cut.total}-bit row" if many else names[0]
    left = ", ".join(name for name, _ in cut.outputs)
    left = f"{{{left}}}" if len(cut.outputs) > 1 else left
    one = len(cut.outputs) == 1
    return (
        f"{verb} {source} from the left into {series(outs)}."
        if not one else f"Join the inputs: {outs[0]} is {source}.",
        f"{begin}In {row}, counted from bit 0 at the right: {'; '.join(pieces)}.",
        f"No logic, only wires: {left} = {cut.joined()} (the left side of a brace is the most "
        "significant).",
        f"{begin}{series(outs)} take the bits of {row} one after the other, beginning with the "
        f"most significant bit." if not one else f"{begin}The whole row goes to {outs[0]}.",
        f"The outputs, written side by side with `{cut.outputs[0][0]}` at the left, are the same "
        f"{cut.total} bits as {source}.",
        f"Reorganise bits: inputs {series([_bits(one) for one in cut.inputs])} in a row{ends}; "
        f"outputs {series(outs)} in a row. Both rows are equal, most significant bits first.",
        *_more(cut),
        *others(cut.inputs, cut.constant, cut.outputs, cut.joined()),
        f"Take {source} apart so that {'; '.join(pieces)}.",
    )  # fmt: skip


def _more(cut: _Cut) -> tuple[str, ...]:
    """Say the same in more ways."""
    row: list[str] = []
    for name, width in cut.inputs:
        row += [f"{name}[{n}]" if width > 1 else name for n in range(width - 1, -1, -1)]
    row += [f"1'b{digit}" for digit in cut.constant]
    wires, at, slices = [], 0, []
    for name, width in cut.outputs:
        bits = row[at : at + width]
        wires.append(f"{name} = {bits[0] if width == 1 else '{' + ', '.join(bits) + '}'}")
        slices.append(f"{name} takes the next {width}" if width > 1 else f"{name} takes the next 1")
        at += width
    levels = {name: (0xB5C3A96D >> n) % (1 << width) for n, (name, width) in enumerate(cut.inputs)}
    found = cut.function(levels)
    given = ", ".join(f"{name} = {levels[name]:0{width}b}" for name, width in cut.inputs)
    shown = ", ".join(f"{name} = {found[name]:0{width}b}" for name, width in cut.outputs)
    names = " followed by ".join(f"`{name}`" for name, _ in cut.inputs)
    ends = f" followed by the digits {cut.constant}" if cut.constant else ""
    outs, low = [], 0
    for name, width in reversed(cut.outputs):
        outs.append(f"{name} has the weight 2^{low}" if low else f"{name} has the weight 1")
        low += width
    one = len(cut.outputs) == 1
    targets = ", ".join(f"`{name}`" for name, _ in cut.outputs)
    return (
        f"Wire list: {', '.join(wires)}.",
        f"Write down {names}{ends}, most significant bits first, as one line of {cut.total} binary "
        f"digits. Then go through the line from the left: {', '.join(slices)}.",
        f"Create a circuit of wires that reshapes bit fields. For example, {given} turns into "
        f"{shown}. In general the bits of {names}{ends} keep their order and fill "
        f"{targets}{'' if one else ', from the left to the right'}.",
        f"Read {cut.joined()} as an unsigned number of {cut.total} bits. It equals the sum of the "
        f"outputs when {', '.join(outs)}.",
        f"The concatenation of {targets} has {cut.total} bits and is driven, as a whole, by "
        f"{cut.joined()}; {cut.outputs[-1][0]} contains its bit 0.",
    )

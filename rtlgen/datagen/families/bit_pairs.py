"""Vectors of comparisons: all pairs of bits, opposite bits of a word, or its two halves."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.bit_pairs import others_all, others_halves, others_opposite
from rtlgen.spec.model import Port

_GATES: dict[str, tuple[str, Callable[[int, int], bool], str]] = {
    "equal": ("~^", lambda one, other: one == other, "are equal"),
    "different": ("^", lambda one, other: one != other, "differ"),
    "and": ("&", lambda one, other: one + other == 2, "are both 1"),
    "or": ("|", lambda one, other: one + other > 0, "are not both 0"),
}
_NAMES = {"~^": "XNOR", "^": "XOR", "&": "AND", "|": "OR"}
_BITS = (("a", "b", "c", "d", "e", "f"), ("s0", "s1", "s2", "s3", "s4", "s5"),
         ("x1", "x2", "x3", "x4", "x5", "x6"), ("k", "l", "m", "n", "o", "p"))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairs:
    inputs: tuple[Port, ...]
    out: str
    pairs: tuple[tuple[str, str], ...]
    """For each bit of the output from the top down, what is compared."""
    gate: str
    whole: str
    """The short style, with vectors."""
    loop: str
    says: tuple[str, ...]


def draw(rng: random.Random) -> Drawn:
    """Draw a vector of comparisons."""
    out, gate = rng.choice(("out", "match", "res", "y")), rng.choice(list(_GATES))
    pairs = rng.choice((_all_pairs, _all_pairs, _opposite, _halves))(rng, out, gate)
    width, (sign, test, _) = len(pairs.pairs), _GATES[gate]

    def bit(levels: Levels, source: str) -> int:
        name, _, rest = source.partition("[")
        return levels[name] >> int(rest[:-1] or 0) & 1

    def function(levels: Levels) -> Known:
        bits = [str(int(test(bit(levels, a), bit(levels, b)))) for a, b in pairs.pairs]
        return {out: int("".join(bits), 2)}

    single = "".join(
        f"        {out}[{width - 1 - n}] = {a} {sign} {b};\n"
        for n, (a, b) in enumerate(pairs.pairs)
    )
    joined = ",\n        ".join(
        ", ".join(f"{a} {sign} {b}" for a, b in pairs.pairs[n : n + 4]) for n in range(0, width, 4)
    )
    return Drawn(
        family="bit_pairs",
        name=rng.choice(("pair_compare", "bit_pairs", f"{gate}_pairs", "top_module")),
        ports=(*pairs.inputs, output_port(out, width)),
        bodies={
            "vector": pairs.whole, "bits": f"    always @(*) begin\n{single}    end\n",
            "joined": f"    assign {out} = {{\n        {joined}\n    }};\n", "loop": pairs.loop,
        },
        registers={"bits": frozenset({out}), "loop": frozenset({out})},
        says=pairs.says,
        behaviour=lambda: Combinational(function),
    )  # fmt: skip


def _all_pairs(rng: random.Random, out: str, gate: str) -> _Pairs:
    """Compare each bit with each, or with each other one."""
    count = rng.choice((3, 4, 4, 5, 6))
    names, (sign, _, words) = rng.choice(_BITS)[:count], _GATES[gate]
    order = names[::-1] if rng.random() < 0.3 else names
    listed = ", ".join(f"`{name}`" for name in order)
    pairs = [(a, b) for a in order for b in order]
    last, name = count * count - 1, _NAMES[sign]
    column = ", ".join(f"{{{count}{{{bit}}}}}" for bit in order)
    row = f"{{{count}{{{', '.join(order)}}}}}"
    slices = [
        f"`{out}[{count * n + count - 1}:{count * n}]` = {{{count}{{{bit}}}}} {sign} "
        f"{{{', '.join(order)}}}" for n, bit in zip(range(count - 1, -1, -1), order, strict=True)
    ]  # fmt: skip
    loop = (
        f"    integer i, j;\n    wire [{count - 1}:0] all = {{{', '.join(order)}}};\n\n"
        f"    always @(*)\n        for (i = 0; i < {count}; i = i + 1)\n"
        f"            for (j = 0; j < {count}; j = j + 1)\n"
        f"                {out}[{count} * i + j] = all[i] {sign} all[j];\n"
    )
    corner = (
        f"`{out}[{last}]` belongs to the pair ({order[0]}, {order[0]}), `{out}[{last - 1}]` to "
        f"({order[0]}, {order[1]}), and so on down to `{out}[0]` for ({order[-1]}, {order[-1]})"
    )
    return _Pairs(
        inputs=tuple(input_port(name) for name in names), out=out, gate=gate,
        pairs=tuple((f"{a}", f"{b}") for a, b in pairs), loop=loop,
        whole=f"    assign {out} = {{{column}}}\n        {sign} {row};\n",
        says=(
            f"Compare all pairs of the bits {listed} in this order, from the top bit of `{out}` "
            f"down, the first of a pair changing slowest: a bit is 1 if the two {words}; {corner}.",
            f"From {count} single bits make {last + 1} results. {corner}: the first of the pair "
            f"stays for {count} bits while the second runs through {listed}. A result is 1 exactly "
            f"when the two bits of its pair {words}.",
            f"Let v be the vector {{{', '.join(order)}}}, so that v[0] is `{order[-1]}`. Given v, "
            f"compute bit {count}*i + j of `{out}` for i and j from 0 to {count - 1}: it is 1 if "
            f"v[i] and v[j] {words}, otherwise 0.",
            f"`{out}` has {count} groups of {count} bits. The top group takes `{order[0]}` against "
            f"each of {listed} in turn, from its left bit to its right bit; the next group does "
            f"the same with `{order[1]}`, and so on to `{order[-1]}` in the bottom group. Each bit "
            f"is the {name} of its two inputs.",
            f"All-pairs {name}, listed from `{out}[{last}]` down to `{out}[0]`: "
            f"{', '.join(f'{a}{sign}{b}' for a, b in pairs)}.",
            f"Build a circuit of {last + 1} two-input {name} gates, one for each ordered pair of "
            f"inputs. Gate number k (from 0) drives `{out}[{last}-k]`; in the list {listed}, "
            f"counted from 0, its inputs are number k div {count} and number k mod {count}.",
            f"Think of a square table with a row and a column for each of {listed}. A cell holds 1 "
            f"if the bit of its row and the bit of its column {words}, and 0 if not. `{out}` is "
            "the table read row by row, its first cell being the most significant bit.",
            f"Number the inputs {listed} from {count - 1} down to 0. For all p and q, including "
            f"p = q, bit p*{count}+q of `{out}` is the {name} of input p and input q.",
            f"Pairwise {name} of {count} signals, each with each and also with itself. The results "
            f"come in the order of two nested loops, the outer and the inner one over {listed}, "
            f"and fill `{out}` from its left end to its right end.",
            f"Create a comparison matrix in one vector. `{out}` is cut into {count} slices of "
            f"{count} bits: {'; '.join(slices)}, where {sign} works bit by bit.",
            *others_all(order, out, (sign, name, words), _GATES[gate][1]),
            f"In Verilog, `{out}` = {{{column}}} {sign} {row}, bit by bit.",
        ),
    )  # fmt: skip


def _opposite(rng: random.Random, out: str, gate: str) -> _Pairs:
    """Compare bit i with bit n-1-i."""
    half, word = rng.choice((2, 3, 4, 8)), rng.choice(("in", "word", "data", "vec"))
    last, (sign, _, words) = 2 * half - 1, _GATES[gate]
    pairs = [(f"{word}[{i}]", f"{word}[{last - i}]") for i in range(half - 1, -1, -1)]
    turned = ", ".join(f"{word}[{i}]" for i in range(half, last + 1))
    name, ends = _NAMES[sign], [int(_GATES[gate][1](bit, 0)) for bit in (1, 0)]
    return _Pairs(
        inputs=(input_port(word, last + 1),), out=out, gate=gate, pairs=tuple(pairs),
        whole=f"    assign {out} = {word}[{half - 1}:0] {sign} {{{turned}}};\n",
        loop=f"    integer i;\n\n    always @(*)\n        for (i = 0; i < {half}; i = i + 1)\n"
        f"            {out}[i] = {word}[i] {sign} {word}[{last} - i];\n",
        says=(
            f"`{out}[i]` is 1 if `{word}[i]` and `{word}[{last}-i]` {words}, otherwise 0, for i "
            f"from 0 to {half - 1}.",
            f"Fold the {last + 1}-bit `{word}` in the middle and compare the bits that meet: bit "
            f"{last} meets bit 0, bit {last - 1} meets bit 1, and so on. The result of the pair "
            f"with the lower index i is bit i of `{out}`; it is high only if the two {words}.",
            f"Given the word `{word}`, compute for each pair of opposite bits (i and {last} - i, "
            f"with i below {half}) whether they {words}; `{out}[i]` is 1 if so.",
            f"{name} of the low half of {word} with the mirrored high half: "
            f"{out}[i] = {word}[i] {sign} {word}[{last}-i], i = 0 to {half - 1}.",
            f"Put {half} two-input {name} gates under the word `{word}`. Gate number i takes the "
            f"bit at distance i from the right end and the bit at distance i from the left end, "
            f"and drives bit i of `{out}`.",
            f"As one vector expression in Verilog: "
            f"{out} = {word}[{half - 1}:0] {sign} {{{turned}}}.",
            f"Reverse the bit order of `{word}`, combine the result with `{word}` itself by a "
            f"bitwise {name}, and keep the lower {half} bits as `{out}`.",
            f"The outermost pair of bits, {word}[{last}] and {word}[0], decides `{out}[0]`; the "
            f"innermost pair, {word}[{half}] and {word}[{half - 1}], decides `{out}[{half - 1}]`; "
            f"the pairs between follow in order. A pair whose bits {words} gives 1, any other "
            "pair gives 0.",
            f"Create a circuit in which every bit of the lower half of `{word}` meets its mirror "
            f"image in the upper half. There is a 1 at position i of `{out}` if bit i and its "
            f"mirror image {words}, else a 0.",
            f"Each output bit comes from an {name} gate: "
            + ", ".join(f"{out}[{i}] from {word}[{i}] and {word}[{last - i}]" for i in range(half))
            + ".",
            f"Read `{word}` from both ends towards the middle and note in `{out}`, from bit 0 up, "
            f"a 1 for two bits that {words} and a 0 for any other two. For example, a word that "
            f"ends with 01 and begins with 00 gives {ends[0]} at bit 0 and {ends[1]} at "
            "bit 1.",
            *others_opposite(word, out, half, (sign, name, words)),
            "Rules: " + " ".join(
                f"{n}. `{out}[{half - n}]` is 1 exactly when `{a}` and `{b}` {words}."
                for n, (a, b) in enumerate(pairs, 1)
            ),
        ),
    )  # fmt: skip


def _halves(rng: random.Random, out: str, gate: str) -> _Pairs:
    """Compare the upper half of a word with the lower one."""
    half, word = rng.choice((2, 3, 4, 8, 16)), rng.choice(("in", "word", "data", "vec"))
    last, (sign, _, words) = 2 * half - 1, _GATES[gate]
    pairs = [(f"{word}[{i + half}]", f"{word}[{i}]") for i in range(half - 1, -1, -1)]
    high, low, name = f"{word}[{last}:{half}]", f"{word}[{half - 1}:0]", _NAMES[sign]
    return _Pairs(
        inputs=(input_port(word, last + 1),), out=out, gate=gate, pairs=tuple(pairs),
        whole=f"    assign {out} = {high} {sign} {low};\n",
        loop=f"    integer i;\n\n    always @(*)\n        for (i = 0; i < {half}; i = i + 1)\n"
        f"            {out}[i] = {word}[i] {sign} {word}[i + {half}];\n",
        says=(
            f"Split `{word}` into the upper half {high} and the lower half {low}; bit i of `{out}`"
            f" is 1 if the bits i of the two halves {words}, otherwise 0.",
            f"The {last + 1}-bit word `{word}` holds two words of {half} bits. Compare them bit by "
            f"bit: `{out}[i]` is high exactly when `{word}[i]` and `{word}[i+{half}]` {words}.",
            f"Given `{word}`, compute `{out}` = {high} {sign} {low} (bitwise, as in Verilog).",
            f"Bitwise {name} of the upper and the lower half of {word}, {half} bits each.",
            f"Let hi = {high} and lo = {low}. At every position, `{out}` has a 1 if the bits of hi "
            f"and lo there {words}, and a 0 if not.",
            "Gate by gate: " + ", ".join(f"{out}[{half - n}] = {a} {sign} {b}"
                                         for n, (a, b) in enumerate(pairs, 1)) + ".",
            f"Place {half} {name} gates side by side. Each one joins two bits of `{word}` that are "
            f"{half} places apart, and its result gets the index of the lower one.",
            f"Shift `{word}` right by {half} places, combine it with the unshifted `{word}` by a "
            f"bitwise {name}, and keep the low {half} bits: that is `{out}`.",
            f"Build a circuit that writes the top {half} bits of `{word}` over the bottom {half} "
            f"bits and marks the columns in which the two bits {words}: 1 on `{out}` for such a "
            "column, 0 for any other, the leftmost column being the most significant bit.",
            f"`{word}` packs two operands, the first in {high} and the second in {low}. The block "
            f"returns their bitwise {name}. For example, all ones in the first and all zeros in "
            f"the second give {half} bits equal to {int(_GATES[gate][1](1, 0))}.",
            f"Create a circuit for `{out}`: the most significant {half} bits and the least "
            f"significant {half} bits of `{word}` go pairwise, in order, through {name} gates.",
            *others_halves(word, out, half, (sign, name, words)),
            f"Size: `{out}` has {half} bits. - Its bit i, for i = 0 to {half - 1}, looks at bits i "
            f"and i + {half} of `{word}`. - It is 1 if they {words}. - Otherwise it is 0.",
        ),
    )  # fmt: skip

"""Gates with two to five inputs, one bit or a whole word wide."""

from __future__ import annotations

import random
from functools import reduce

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.gates import others

_GATES = {
    "and": ("&", False), "or": ("|", False), "xor": ("^", False),
    "nand": ("&", True), "nor": ("|", True), "xnor": ("^", True),
}  # fmt: skip
_FOLDS = {"&": int.__and__, "|": int.__or__, "^": int.__xor__}
_TRUE = {
    "and": "is 1 only when all inputs are 1",
    "or": "is 1 when at least one input is 1",
    "xor": "is 1 when an odd number of inputs is 1",
    "nand": "is 0 only when all inputs are 1",
    "nor": "is 1 only when all inputs are 0",
    "xnor": "is 1 when an even number of inputs is 1",
}


def draw(rng: random.Random) -> Drawn:
    """Draw a gate."""
    gate = rng.choice(list(_GATES))
    operator, is_inverted = _GATES[gate]
    count, width = rng.choice((2, 2, 2, 3, 3, 4, 5)), rng.choice((1, 1, 1, 2, 4, 8))
    names = rng.choice((
        ["a", "b", "c", "d", "e"], [f"in{i}" for i in range(5)], [f"x{i}" for i in range(1, 6)]
    ))[:count]  # fmt: skip
    out = rng.choice(("out", "y", "z", "f"))
    joined = f" {operator} ".join(names)
    mask = (1 << width) - 1
    each = "" if width == 1 else "bit by bit "

    def function(levels: Levels) -> Known:
        value = reduce(_FOLDS[operator], (levels[name] for name in names))
        return {out: (~value if is_inverted else value) & mask}

    expression = f"~({joined})" if is_inverted else joined
    bodies = {
        "assign": f"    assign {out} = {expression};\n",
        "always": f"    always @(*)\n        {out} = {expression};\n",
    }
    if width == 1:
        bodies["primitive"] = f"    {gate} ({out}, {', '.join(names)});\n"
        bodies["reduction"] = (
            f"    assign {out} = {'~' if is_inverted else ''}{operator}{{{', '.join(names)}}};\n"
        )
    inputs = ", ".join(f"`{name}`" for name in names)
    return Drawn(
        family="gates",
        name=rng.choice((f"{gate}{count}", f"{gate}_gate", "top_module", "gate")),
        ports=(*(input_port(name, width) for name in names), output_port(out, width)),
        bodies=bodies,
        registers={"always": frozenset({out})},
        says=(
            f"Implement a {gate.upper()} gate with {count} inputs{each and ', bit by bit'}.",
            f"`{out}` is {each}the {gate.upper()} of {inputs}.",
            f"Each bit of `{out}` {_TRUE[gate]} in the same position."
            if width > 1
            else f"The output `{out}` {_TRUE[gate]}.",
            *_more(gate, names, out, width),
            *others(gate, names, out, width, expression),
            f"Compute {out} = {expression}" + (" on whole words." if width > 1 else "."),
        ),
        behaviour=lambda: Combinational(function),
    )


_WORDS = {
    "and": "all of {0} are 1", "or": "one or more of {0} are 1",
    "xor": "the count of ones among {0} is odd", "nand": "not all of {0} are 1",
    "nor": "none of {0} is 1", "xnor": "the count of ones among {0} is even (zero included)",
}  # fmt: skip


def _more(gate: str, names: list[str], out: str, width: int) -> tuple[str, ...]:
    """Say the same in more ways."""
    listed, count = ", ".join(names), len(names)
    operator, is_inverted = _GATES[gate]
    plain = {"&": "AND", "|": "OR", "^": "XOR"}[operator]
    wide = f" of {width} bits" if width > 1 else ""
    place = " at the same position" if width > 1 else ""
    each = "at every bit position " if width > 1 else ""
    inverted = [f"~{name}" for name in names]
    other = {
        "and": f"~({' | '.join(inverted)})", "or": f"~({' & '.join(inverted)})",
        "nand": " | ".join(inverted), "nor": " & ".join(inverted),
        "xor": f"~({' ^ '.join([*names[:-1], inverted[-1]])})",
        "xnor": " ^ ".join([*names[:-1], inverted[-1]]),
    }[gate]  # fmt: skip
    last = ", followed by an inverter" if is_inverted else ""
    bits = [n % 2 ^ 1 for n in range(count)]
    value = reduce(_FOLDS[operator], bits) ^ is_inverted
    given = ", ".join(f"{name} = {bit}" for name, bit in zip(names, bits, strict=True))
    rows = [
        f"{row:0{count}b}"
        for row in range(1 << count)
        if reduce(_FOLDS[operator], (row >> n & 1 for n in range(count))) ^ is_inverted
    ]
    table = " or ".join(rows)
    if gate in ("or", "nand"):
        table = f"anything but {('1' if gate == 'nand' else '0') * count}"
    words = _WORDS[gate].format(listed)
    signals = f"the bits of {listed}{place}" if width > 1 else listed
    chain = " then ".join(names[1:])
    return (
        f"Logic gate: {gate.upper()}({listed}) -> {out}{f', {width} bits wide' * (width > 1)}.",
        f"Create a circuit in which {listed} go into {'an' if gate[0] in 'aox' else 'a'} "
        f"{gate.upper()} gate and {out} comes out{f', {width} times in parallel' * (width > 1)}.",
        f"By De Morgan's laws or by moving inverters, this is the same as {out} = {other}, bit by "
        "bit.",
        f"Start with {names[0]} and combine it by {plain} with {chain}{last}. The outcome{wide} is "
        f"{out}.",
        f"{'Each bit of' if width > 1 else 'The output'} `{out}` is high if {words}{place}, and "
        f"low otherwise.",
        f"A {count}-input truth table of one bit: {out} is 1 when {listed} read {table}, else 0."
        + (f" It is applied to each of the {width} bit positions." if width > 1 else ""),
        f"You are given signals {listed}{wide}. Let {out} tell {each}whether {words}. For one-bit "
        f"values {given}, for example, the answer is {value}.",
        f"What must {out} be? The {plain} of {signals}"
        + (", inverted afterwards." if is_inverted else ", and nothing else."),
    )

"""Gates with two to five inputs, one bit or a whole word wide."""

from __future__ import annotations

import random
from functools import reduce

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port

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
            f"Compute {out} = {expression}" + (" on whole words." if width > 1 else "."),
        ),
        behaviour=lambda: Combinational(function),
    )

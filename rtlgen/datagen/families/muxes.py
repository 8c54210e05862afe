"""Multiplexers: two to eight words, by a binary or a one-hot select."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port


def draw(rng: random.Random) -> Drawn:
    """Draw a multiplexer."""
    bits, width = rng.choice((1, 1, 2, 2, 3)), rng.choice((1, 1, 2, 4, 8, 16, 100))
    count = 1 << bits
    names = rng.choice((
        list("abcdefgh"), [f"in{i}" for i in range(8)], [f"d{i}" for i in range(8)]
    ))[:count]  # fmt: skip
    select, out = rng.choice(("sel", "s", "select")), rng.choice(("out", "y", "q"))
    is_swapped = bits == 1 and rng.random() < 0.2
    order = names[::-1] if is_swapped else names

    def function(levels: Levels) -> Known:
        return {out: levels[order[levels[select]]]}

    listed = ", ".join(f"`{name}`" for name in names)
    pairs = ", ".join(f"`{name}` for {number}" for number, name in enumerate(order))
    return Drawn(
        family="muxes",
        name=rng.choice((f"mux{count}to1", "mux", "top_module", f"mux{count}")),
        ports=(
            *(input_port(name, width) for name in names),
            input_port(select, bits),
            output_port(out, width),
        ),
        bodies=_bodies(order, select, out, bits),
        registers={"case": frozenset({out}), "if": frozenset({out})},
        says=(
            f"A {count}-to-1 multiplexer: `{out}` is {pairs} on `{select}`.",
            f"`{select}` chooses which of the inputs {listed} appears at `{out}`: {pairs}.",
            f"Route one of {count} inputs to `{out}`, by the value of `{select}` ({pairs}).",
            *_by_sentences(order, select, out),
        ),
        behaviour=lambda: Combinational(function),
    )


def _bodies(order: list[str], select: str, out: str, bits: int) -> dict[str, str]:
    arms = "".join(
        f"            {bits}'d{number}: {out} = {name};\n" for number, name in enumerate(order)
    )
    chain = order[-1]
    for number in range(len(order) - 2, -1, -1):
        chain = f"({select} == {bits}'d{number}) ? {order[number]} : {chain}"
    bodies = {
        "assign": f"    assign {out} = {chain};\n",
        "case": f"    always @(*) begin\n        case ({select})\n{arms}"
        f"            default: {out} = {order[0]};\n        endcase\n    end\n",
    }
    if bits == 1:
        bodies["assign"] = f"    assign {out} = {select} ? {order[1]} : {order[0]};\n"
        bodies["if"] = (
            f"    always @(*) begin\n        if ({select})\n            {out} = {order[1]};\n"
            f"        else\n            {out} = {order[0]};\n    end\n"
        )
    return bodies


def _by_sentences(order: list[str], select: str, out: str) -> tuple[str, ...]:
    if len(order) > 2:
        return ()
    return (
        f"When `{select}` is 1, `{out}` equals `{order[1]}`; when it is 0, `{order[0]}`.",
        f"Choose `{order[0]}` when {select}=0. Choose `{order[1]}` when {select}=1.",
    )

"""Multiplexers: two to eight words, by a binary or a one-hot select."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.muxes import others


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
    said = (
        f"A{'n' * (count == 8)} {count}-to-1 multiplexer: `{out}` is {pairs} on `{select}`.",
        f"`{select}` chooses which of the inputs {listed} appears at `{out}`: {pairs}.",
        f"Route one of {count} inputs to `{out}`, by the value of `{select}` ({pairs}).",
        *_by_sentences(order, select, out),
    )
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
            *said[:-1],
            *_more(order, select, out, width),
            *others(order, select, out, width),
            said[-1],
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


def _more(order: list[str], select: str, out: str, width: int) -> tuple[str, ...]:
    """Say the same in more ways; the order is that of the values of the select."""
    count, bits = len(order), (len(order) - 1).bit_length()
    size = "1-bit" if width == 1 else f"{width}-bit"
    binary = ", ".join(f"{n:0{bits}b} -> {name}" for n, name in enumerate(order))
    arms = ", ".join(f"{bits}'d{n}: {out} = {name}" for n, name in enumerate(order))
    terms = " | ".join(
        f"({name} & {{{width}{{{select} == {n}}}}})"
        if width > 1
        else f"({name} & ({select} == {n}))"
        for n, name in enumerate(order)
    )
    chain = "".join(f"({select} == {n}) ? {name} : " for n, name in enumerate(order[:-1]))
    chain += order[-1]
    last, final = order[-1], count - 1
    told = "; ".join(f"{name} passes when {select} is {n}" for n, name in enumerate(order))
    listed = ", ".join(order)
    if count == 2:
        chain = f"{select} ? {order[1]} : {order[0]}"
        binary = f"{select} = 1 picks {order[1]}, {select} = 0 picks {order[0]}"
    return (
        f"Mux, {count}:1, {size} data: {binary}; {out} is the output.",
        f"Verilog: {out} = {chain}.",
        f"Create a data selector with a case statement on {select}. The arms are {arms}.",
        f"This block is a switch with {count} positions. The position is the number {select}, "
        f"0 to {final}; the {size} inputs at the positions, from 0 on, are {listed}, and "
        f"the selected one is connected to {out}. At position {final}, for example, {out} is "
        f"{last}.",
        f"AND-OR form: {out} = {terms}.",
        f"For each value of {select} exactly one input is passed on to {out}: {told}. The "
        f"others have no effect then.",
        f"You are given {count} {size} sources. Put them in the row {listed} and number it "
        f"from 0; {out} equals the source whose number is {select}.",
        f"Which input does {out} follow? With {select} as an unsigned number, it is entry {select} "
        f"of the list {listed}, which begins with entry 0.",
    )

"""Cellular automata in one dimension: any of 256 rules, loaded, with a boundary or a ring."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import Register, literal
from rtlgen.datagen.told.cellular_automata import others

_EQUATIONS = {
    30: "L ^ (C | R)", 90: "L ^ R", 150: "L ^ C ^ R", 60: "L ^ C", 102: "C ^ R",
    86: "R ^ (L | C)", 105: "~(L ^ C ^ R)", 165: "~(L ^ R)", 232: "(L & C) | (L & R) | (C & R)",
    45: "L ^ (C | ~R)", 110: "(C | R) & ~(L & C & R)", 184: "(L & ~C) | (C & R)",
}  # fmt: skip


def draw(rng: random.Random) -> Drawn:
    """Draw an automaton."""
    rule, width = rng.choice(list(_EQUATIONS)), rng.choice((4, 8, 8, 16, 32))
    is_ring = rng.random() < 0.5
    load, data = rng.choice(("load", "set_cells")), rng.choice(("data", "init", "d"))
    out, enable = rng.choice(("q", "cells", "state_o")), rng.choice((None, None, "step"))
    clocking = draw_clocking(rng)
    first = rng.choice((1, 1 << width // 2, 0, 1 << width - 1))

    def update(state: int, levels: Levels) -> int:
        if levels[load]:
            return levels[data]
        if enable is not None and not levels[enable]:
            return state
        cells = [state >> place & 1 for place in range(width)]
        around = [cells[-1], *cells, cells[0]] if is_ring else [0, *cells, 0]
        trios = [around[p + 2] * 4 + around[p + 1] * 2 + around[p] for p in range(width)]
        return sum((rule >> trio & 1) << place for place, trio in enumerate(trios))

    def expression(q: str) -> str:
        text = f"({_formula(q, rule, width, is_ring=is_ring)})"
        return f"{load} ? {data} : {f'({enable} ? {text} : {q})' if enable else text}"

    def statement(q: str) -> str:
        lines = _cases(q, rule, width, is_ring=is_ring)
        gate = f"if ({enable}) " if enable else ""
        return f"if ({load})\n    {q} <= {data};\nelse {gate}begin\n{lines}end"

    register = Register(
        clocking=clocking, out=out, width=width, first=first, expression=expression,
        statement=statement,
    )  # fmt: skip
    begin = "0" if not first else literal(first, width)
    control = f" The reset comes before `{load}`, and `{load}` before a generation."
    if enable:
        control += f" With `{enable}` and `{load}` at 0 the cells hold."
    rest = [clocking.says(rng, f"sets `{out}` to {begin}") + control for _ in range(4)]
    said = _says((out, load, data, enable), rule, width, is_ring=is_ring)
    tails = (rest[:3] * 7)[: len(said) - 1] + rest[3:]
    return Drawn(
        family="cellular_automata",
        name=rng.choice((f"rule{rule}", "automaton", "cell_row", "top_module")),
        ports=(
            *clocking.ports, input_port(load), input_port(data, width),
            *([input_port(enable)] if enable else []), output_port(out, width),
        ),
        bodies=register.bodies(),
        registers=register.registers(),
        says=tuple(f"{text} {tail}" for text, tail in zip(said, tails, strict=True)),
        behaviour=clocking.behaviour(first, update, lambda state, _: {out: state}),
    )  # fmt: skip


def _formula(q: str, rule: int, width: int, *, is_ring: bool) -> str:
    """Write the rule on whole rows."""
    top = width - 1
    ends = (f"{q}[0]", f"{q}[{top}]") if is_ring else ("1'b0", "1'b0")
    terms = {"L": f"{{{ends[0]}, {q}[{top}:1]}}", "C": q, "R": f"{{{q}[{top - 1}:0], {ends[1]}}}"}
    return "".join(terms.get(sign, sign) for sign in _EQUATIONS[rule])


def _cases(q: str, rule: int, width: int, *, is_ring: bool) -> str:
    """Write the table of the rule for each cell."""
    top, lines = width - 1, ""
    ones = ", ".join(f"3'd{number}" for number in range(8) if rule >> number & 1)
    for place in range(width):
        left = f"{q}[{(place + 1) % width}]" if is_ring or place < top else "1'b0"
        right = f"{q}[{(place - 1) % width}]" if is_ring or place else "1'b0"
        lines += f"    case ({{{left}, {q}[{place}], {right}}})\n        {ones}: "
        lines += f"{q}[{place}] <= 1'b1;\n        default: {q}[{place}] <= 1'b0;\n    endcase\n"
    return lines


def _says(
    names: tuple[str, str, str, str | None], rule: int, width: int, *, is_ring: bool
) -> tuple[str, ...]:
    (out, load, data, enable), top = names, width - 1
    edge = (
        f"The row is a ring: the left neighbour of cell {top} is cell 0, and the right neighbour "
        f"of cell 0 is cell {top}."
        if is_ring
        else f"Beyond the ends (to the left of cell {top} and to the right of cell 0) is a 0."
    )
    when = f"active clock edge with `{enable}` at 1" if enable else "active clock edge"
    formula = _EQUATIONS[rule]
    table = ", ".join(f"{trio:03b} gives {rule >> trio & 1}" for trio in range(7, -1, -1))
    ones = ", ".join(f"{trio:03b}" for trio in range(8) if rule >> trio & 1)
    copy = f"`{load}` at 1 copies `{data}` to `{out}`."
    return (
        f"A row of {width} cells in `{out}`: at each {when} every cell becomes {formula}, where C "
        f"is the cell, L its left neighbour (the next higher bit) and R its right neighbour (the "
        f"next lower bit). {edge} {copy}",
        f"Each bit of `{out}` is a cell, and one {when} makes one generation. By (left, own, "
        f"right), with left at the higher bit number: {table}. {edge} {copy}",
        f"Rules: 1. Cell i has the left neighbour i+1 and the right neighbour i-1. 2. {edge} 3. In "
        f"a generation, one per {when}, all cells change at once: the new cell is 1 exactly if "
        f"left, own and right bit read, in this order, one of {ones}. 4. {copy}",
        *_more(names, rule, edge, (when, copy)),
        *others(
            names, (rule, width), (edge, when, copy),
            (formula, _formula(out, rule, width, is_ring=is_ring)), is_ring=is_ring,
        ),
        f"Given the cells `{out}`[{top}:0], compute the next generation of Wolfram rule {rule} at "
        f"every {when}: the three bits (left i+1, own i, right i-1) form a number, and the bit of "
        f"{rule} with this number is the new cell i. {edge} {copy}",
    )  # fmt: skip


def _more(
    names: tuple[str, str, str, str | None], rule: int, edge: str, texts: tuple[str, str]
) -> tuple[str, ...]:
    """Say the same in more ways; the texts tell when there is a generation, and the loading."""
    (out, load, data, _), (when, copy), formula = names, texts, _EQUATIONS[rule]
    digits = f"{rule:08b}"
    zeros = ", ".join(f"{trio:03b}" for trio in range(8) if not rule >> trio & 1)
    lives = ", ".join(f"{trio:03b}" for trio in range(8) if rule >> trio & 1)
    ring = edge.startswith("The row is a ring")
    border = "as in a closed loop" if ring else "with zeros outside of the vector"
    return (
        f"Elementary cellular automaton, rule {rule} in Wolfram's numbering, {border}. {edge} One "
        f"step per {when}. Bit i+1 of `{out}` is to the left of bit i. {copy}",
        f"Implement Rule {rule}. The vector `{out}` holds the cells, and at every {when} a new "
        f"vector is worked out from the old one. For the patterns 111, 110, 101, 100, 011, 010, "
        f"001, 000 of left neighbour (bit i+1), the cell itself (bit i) and right neighbour "
        f"(bit i-1), the new bit i is {', '.join(digits)}, in this order. {edge} {copy}",
        f"Let next[i] = {formula}, where L = {out}[i+1], C = {out}[i], R = {out}[i-1]; this is "
        f"done for all i at every {when}. {edge} {copy}",
        f"A cell of `{out}` is dead (0) after an {when} if the three old bits at i+1, i and i-1 "
        f"read {zeros}; after all other combinations cell i is alive (1). {edge} {copy}",
        f"Create a circuit that plays a one-dimensional game of life. Cell i lives in the next "
        f"round when the old cells i+1, i, i-1, written in this order, are one of {lives}. A "
        f"round is played at every {when}, with {out} as the board. {edge} {copy}",
        f"When `{load}` is 1, `{out}` takes the value of `{data}` at the clock edge. When it is "
        f"0, `{out}` moves on by one generation of rule {rule}, which reads {digits} in binary, at "
        f"every {when}. Take bit 4*a + 2*b + c of this number as the new cell, if a is the cell on "
        f"the left (one bit number higher), b the cell and c the cell on the right. {edge}",
        f"Assume a register `{out}` whose bits all follow the same Boolean function {formula}, "
        f"applied at each {when}. Here C stands for the bit, L for the bit with the next greater "
        f"index, R for the one with the next smaller index, all before the edge. {edge} {copy}",
        f"You are given an array of cells that can be loaded: {copy} It evolves by a fixed table. "
        f"The neighbourhood (upper neighbour, cell, lower neighbour), where upper means the "
        f"higher index in `{out}`, turns the cell on if it is {lives}, else off, once per {when}. "
        f"{edge}",
    )

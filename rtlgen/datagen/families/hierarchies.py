"""Designs of parts: two kinds of small blocks, used several times, and gates that join them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.logic import Gate, Term, call, condition, draw_tree, evaluate, ones, verilog
from rtlgen.datagen.told.hierarchies import others

_KINDS = ("and", "or", "xor", "nand", "nor", "xnor", "not")
_BLOCKS = (("block_a", "block_b"), ("unit_p", "unit_q"), ("cell1", "cell2"), ("left", "right"),
           ("alpha", "beta"), ("first_part", "second_part"))  # fmt: skip
_INPUTS = (("a", "b", "c", "d"), ("x", "y", "v", "w"), ("in1", "in2", "in3", "in4"),
           ("p", "q", "r", "s"))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    name: str
    pins: tuple[str, ...]
    gate: Gate

    def call(self, sources: tuple[str, ...]) -> str:
        """Write a use of the block as a call."""
        return f"{self.name}({', '.join(sources)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hierarchy:
    inputs: tuple[str, ...]
    out: str
    blocks: tuple[_Block, ...]
    uses: dict[str, tuple[_Block, tuple[str, ...]]]
    """Wire → the block that drives it, and what drives the pins of that block."""
    last: Gate
    """From the wires to the output."""
    shown: str | None
    """An output that shows the first wire."""

    def function(self, levels: Levels) -> Known:
        """Compute block after block."""
        wires: dict[str, int] = {}
        for wire, (block, sources) in self.uses.items():
            known = {pin: levels[name] for pin, name in zip(block.pins, sources, strict=True)}
            wires[wire] = evaluate(block.gate, known)
        found = {self.out: evaluate(self.last, wires)}
        return {**found, self.shown: wires["w1"]} if self.shown else found


def draw(rng: random.Random) -> Drawn:
    """Draw the blocks and how they are joined."""
    names, count = rng.choice(_INPUTS), rng.choice((2, 2, 3, 4))
    inputs = names[:count]
    blocks = tuple(
        _Block(name=name, pins=("i", "j", "k")[:size], gate=_gate(rng, ("i", "j", "k")[:size]))
        for name, size in zip(
            rng.choice(_BLOCKS), rng.choices((2, 2, min(3, count)), k=2), strict=True
        )
    )
    many = rng.choice((2, 3, 4, 4))
    uses = {}
    for number in range(many):
        block = blocks[number % 2]
        uses[f"w{number + 1}"] = (block, tuple(rng.sample(inputs, len(block.pins))))
    used = tuple(name for name in inputs if any(name in sources for _, sources in uses.values()))
    design = _Hierarchy(
        inputs=used, out=rng.choice(("z", "out", "f")), blocks=blocks, uses=uses,
        last=_gate(rng, tuple(uses)), shown=rng.choice((None, None, "mid", "probe")),
    )  # fmt: skip
    outs = (design.out, *([design.shown] if design.shown else []))
    return Drawn(
        family="hierarchies",
        name=rng.choice(("top", "system", "two_kinds", "assembly", "top_module")),
        ports=(*(input_port(name) for name in used), *(output_port(out) for out in outs)),
        bodies={
            "functions": _functions(design), "by name": _instances(design, by_name=True),
            "by position": _instances(design, by_name=False),
        },
        registers={},
        says=_says(design),
        behaviour=lambda: Combinational(design.function),
    )  # fmt: skip


def _gate(rng: random.Random, names: tuple[str, ...]) -> Gate:
    tree: Term = draw_tree(rng, names, _KINDS)
    return tree if isinstance(tree, Gate) else Gate("not", (tree,))


def _end(design: _Hierarchy) -> str:
    shown = f"    assign {design.shown} = w1;\n" if design.shown else ""
    return f"    assign {design.out} = {verilog(design.last)};\n{shown}"


def _functions(design: _Hierarchy) -> str:
    text = "".join(
        f"    function {block.name};\n        input {', '.join(block.pins)};\n"
        f"        {block.name} = {verilog(block.gate)};\n    endfunction\n\n"
        for block in design.blocks
    )
    for wire, (block, sources) in design.uses.items():
        text += f"    wire {wire} = {block.call(sources)};\n"
    return text + _end(design)


def _instances(design: _Hierarchy, *, by_name: bool) -> str:
    text = f"    wire {', '.join(design.uses)};\n\n"
    for number, (wire, (block, sources)) in enumerate(design.uses.items(), 1):
        pins, drivers = (*block.pins, "y"), (*sources, wire)
        joined = [f".{pin}({driver})" for pin, driver in zip(pins, drivers, strict=True)]
        text += f"    {block.name} u{number} ({', '.join(joined if by_name else drivers)});\n"
    text += _end(design)
    for block in design.blocks:
        head = "".join(f"    input {pin},\n" for pin in block.pins)
        text += f"endmodule\n\nmodule {block.name} (\n{head}"
        if by_name:
            text += f"    output y\n);\n    assign y = {verilog(block.gate)};\n"
            continue
        rows = ", ".join(f"{len(block.pins)}'b{row:0{len(block.pins)}b}" for row in _rows(block))
        text += (
            f"    output reg y\n);\n    always @(*)\n        case ({{{', '.join(block.pins)}}})\n"
            f"            {rows}: y = 1'b1;\n            default: y = 1'b0;\n        endcase\n"
        )
    return text


def _rows(block: _Block) -> list[int]:
    return ones(block.gate, block.pins)


def _says(design: _Hierarchy) -> tuple[str, ...]:
    uses = design.uses.items()
    equations = "; ".join(f"{b.call(b.pins)} = {verilog(b.gate)}" for b in design.blocks)
    wires = ", ".join(f"{wire} = {block.call(sources)}" for wire, (block, sources) in uses)
    final = f"{design.out} = {verilog(design.last)}"
    also = f" `{design.shown}` shows w1." if design.shown else ""
    when = " ".join(
        f"A {b.name} has the inputs {', '.join(b.pins)} and the output y, which is 1 if"
        f" {condition(b.gate)}, otherwise 0."
        for b in design.blocks
    )
    tables = " ".join(
        f"{b.name}: y is 1 for {''.join(b.pins)} ="
        f" {', '.join(f'{row:0{len(b.pins)}b}' for row in _rows(b))}, and 0 for the rest."
        for b in design.blocks
    )
    placed = " ".join(
        f"{number}. A {block.name} gets {_pairs(block, sources)} and drives {wire}."
        for number, (wire, (block, sources)) in enumerate(uses, 1)
    )
    listed = " ".join(
        f"- {wire} comes from a {block.name} with {_pairs(block, sources)}."
        for wire, (block, sources) in uses
    )
    gates = f"`{design.out}` = {call(design.last)}"
    return (
        f"Two kinds of blocks (operators as in Verilog): {equations}. They are used so: {wires}. "
        f"Then {final}.{also}",
        f"{when} The design places {len(design.uses)} of them. {placed} Finally {gates}.{also}",
        f"Build it from two sub-circuits, given by their truth tables. {tables} Connections: "
        f"{wires}, with the pins in the order of the tables. The output is {gates}.{also}",
        *_more(design),
        *_others(design),
        f"Given the blocks {equations} (Verilog operators), compute {gates} from the following "
        f"wires. {listed}{also}",
    )


def _others(design: _Hierarchy) -> tuple[str, ...]:
    plain = {block.name: (block.name, block.pins, block.gate) for block in design.blocks}
    uses = {wire: (plain[block.name], sources) for wire, (block, sources) in design.uses.items()}
    return others(tuple(plain.values()), uses, design.out, design.last, design.shown)


def _pairs(block: _Block, sources: tuple[str, ...]) -> str:
    return ", ".join(f"{pin} = `{name}`" for pin, name in zip(block.pins, sources, strict=True))


def _more(design: _Hierarchy) -> tuple[str, ...]:
    """Describe the same design in other words."""
    blocks, uses, out = design.blocks, design.uses.items(), design.out
    also = f" The wire w1 is also brought out, as `{design.shown}`." if design.shown else ""
    flat = {wire: _flat(b.gate, dict(zip(b.pins, given, strict=True))) for wire, (b, given) in uses}
    code = "; ".join(f"{wire} = {verilog(gate)}" for wire, gate in flat.items())
    whens = " ".join(f"{wire} is 1 when {condition(g)}, else 0." for wire, g in flat.items())
    wires = ", ".join(f"{wire} = {block.call(given)}" for wire, (block, given) in uses)
    functions = " and ".join(f"{b.call(b.pins)} = {call(b.gate)}" for b in blocks)
    lows = " ".join(
        f"A {b.name} answers 0 to its inputs {', '.join(b.pins)} if {condition(b.gate, 0)}, and 1 "
        "if not."
        for b in blocks
    )
    copies = " ".join(
        f"Of {b.name}, which computes {verilog(b.gate)} from {', '.join(b.pins)}, there are these "
        f"copies: {'; '.join(f'{w} from {_pairs(b, given)}' for w, (c, given) in uses if c == b)}."
        for b in blocks
    )
    sums = " and ".join(f"{b.call(b.pins)} = Σm({', '.join(map(str, _rows(b)))})" for b in blocks)
    placed = ", ".join(
        f"u{n} is a {block.name} with {_pairs(block, given)} and its result on {wire}"
        for n, (wire, (block, given)) in enumerate(uses, 1)
    )
    last = f"{out} = {verilog(design.last)}"
    return (
        f"Flattened into Verilog expressions, the design is {code}, and on top of that {last}."
        f"{also}",
        f"Create a circuit with the internal signals {', '.join(flat)}. {whens} The output `{out}` "
        f"is 1 when {condition(design.last)}, else 0.{also}",
        f"You are given two kinds of parts. {lows} Their arguments, in this order, are set by the "
        f"connections {wires}. From the results form {last} (Verilog operators).{also}",
        f"Think of the sub-circuits as functions, {functions}. Evaluate {wires}; `{out}` is then "
        f"{call(design.last)}.{also}",
        f"Structural exercise. {copies} What they deliver is combined to {last}, with operators as "
        f"in Verilog.{also}",
        f"Top down: {last}. Its operands are {wires}. In Verilog operators the parts are "
        f"{'; '.join(f'{b.call(b.pins)} = {verilog(b.gate)}' for b in blocks)}.{also}",
        f"Minterms of the two building blocks, first pin most significant: {sums}. Wire them up as "
        f"{wires}. At the end, {last}.{also}",
        f"Parts list: {placed}. The blocks compute {functions}. Glue logic on these wires: "
        f"{out} = {call(design.last)}.{also}",
    )


def _flat(term: Term, names: dict[str, str]) -> Term:
    """Put what drives the pins in place of the pins."""
    if isinstance(term, str):
        return names[term]
    return Gate(term.kind, tuple(_flat(part, names) for part in term.parts))

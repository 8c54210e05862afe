"""One to three D flip-flops with gates that look at inputs and at the flip-flops themselves."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.logic import (
    Gate,
    Term,
    algebra,
    call,
    condition,
    draw_tree,
    evaluate,
    leaves,
    netlist,
    ones,
    verilog,
)
from rtlgen.datagen.notations.feedback_flip_flops import notations
from rtlgen.datagen.registered import begin_end
from rtlgen.datagen.told.feedback_flip_flops import others

_KINDS = ("and", "or", "xor", "xor", "xnor", "nand", "nor", "not")
_INPUTS = (("x", "w"), ("a", "b"), ("in", "en"), ("j", "k"), ("load", "d"))
_STATES = (("q1", "q2", "q3"), ("qa", "qb", "qc"), ("s0", "s1", "s2"), ("ff1", "ff2", "ff3"))
State = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Circuit:
    clocking: Clocking
    inputs: tuple[str, ...]
    nexts: dict[str, Term]
    """Flip-flop → what it takes."""
    first: State
    out: str
    last: Term
    """The output, from the flip-flops and, in a Mealy circuit, the inputs."""

    def update(self, state: State, levels: Levels) -> State:
        """Clock all flip-flops at once."""
        known = {**levels, **dict(zip(self.nexts, state, strict=True))}
        return tuple(evaluate(term, known) for term in self.nexts.values())

    def outputs(self, state: State, levels: Levels) -> Known:
        """Compute the output now."""
        known = {**levels, **dict(zip(self.nexts, state, strict=True))}
        return {self.out: evaluate(self.last, known)}


def draw(rng: random.Random) -> Drawn:
    """Draw a circuit in which each flip-flop and each input has an effect."""
    inputs = rng.choice(_INPUTS)[: rng.choice((1, 1, 2))]
    flops = rng.choice(_STATES)[: rng.choice((1, 1, 2, 2, 3))]
    nexts: dict[str, Term] = {}
    for place, flop in enumerate(flops):
        mine = rng.sample((*inputs, *flops), rng.choice((2, 2, min(3, len(inputs) + len(flops)))))
        used = {flop, inputs[place % len(inputs)]} if len(flops) == 1 or rng.random() < 0.5 else {
            inputs[place % len(inputs)], flops[place - 1]
        }  # fmt: skip
        names = sorted(used if len(flops) == 1 and len(inputs) == 1 else {*used, *mine})
        nexts[flop] = draw_tree(rng, names, _KINDS)
    seen = (*flops, inputs[0]) if rng.random() < 0.2 else flops
    circuit = _Circuit(
        clocking=draw_clocking(rng), inputs=inputs, nexts=nexts,
        first=tuple(rng.choice((0, 0, 0, 1)) for _ in flops), out=rng.choice(("z", "out", "y")),
        last=draw_tree(rng, seen, _KINDS) if len(seen) > 1 else seen[0],
    )  # fmt: skip
    used_inputs = [name for name in inputs if any(name in leaves(t) for t in nexts.values())]
    bodies = _bodies(circuit)
    return Drawn(
        family="feedback_flip_flops",
        name=rng.choice(("circuit", "seq_logic", "feedback", "flop_net", "top_module")),
        ports=(
            *circuit.clocking.ports, *(input_port(name) for name in used_inputs),
            output_port(circuit.out),
        ),
        bodies=bodies,
        registers={"block output": frozenset({circuit.out})},
        says=_says(rng, circuit),
        behaviour=circuit.clocking.behaviour(circuit.first, circuit.update, circuit.outputs),
    )  # fmt: skip


def _bodies(circuit: _Circuit) -> dict[str, str]:
    rows = list(zip(circuit.nexts.items(), circuit.first, strict=True))
    declared = f"    reg {', '.join(circuit.nexts)};\n"
    resets = [f"{flop} <= 1'b{first};" for (flop, _), first in rows]
    updates = [f"{flop} <= {verilog(term)};" for (flop, term), _ in rows]
    last = f"    assign {circuit.out} = {verilog(circuit.last)};\n"
    apart = "".join(
        circuit.clocking.block(reset, update) for reset, update in zip(resets, updates, strict=True)
    )
    wires = "".join(
        f"    wire next_{flop} = {verilog(term)};\n" for flop, term in circuit.nexts.items()
    )
    copies = [f"{flop} <= next_{flop};" for flop in circuit.nexts]
    vector = ", ".join(circuit.nexts)
    values = "".join(str(first) for first in circuit.first)
    bodies = {
        "apart": f"{declared}{apart}{last}",
        "wires": f"{declared}{wires}"
        + circuit.clocking.block(begin_end(resets), begin_end(copies)) + last,
        "block output": f"{declared}"
        + circuit.clocking.block(begin_end(resets), begin_end(updates))
        + f"    always @(*)\n        {circuit.out} = {verilog(circuit.last)};\n",
    }  # fmt: skip
    if len(rows) > 1:
        joined = ", ".join(verilog(term) for term in circuit.nexts.values())
        bodies["vector"] = declared + circuit.clocking.block(
            f"{{{vector}}} <= {len(rows)}'b{values};", f"{{{vector}}} <= {{{joined}}};"
        ) + last  # fmt: skip
    return bodies


def _says(rng: random.Random, circuit: _Circuit) -> tuple[str, ...]:
    flops = [f"`{flop}`" for flop in circuit.nexts]
    many = (
        "One D flip-flop" if len(flops) == 1 else f"{('Two', 'Three')[len(flops) - 2]} D flip-flops"
    )
    values = ", ".join(
        f"{flop} to {first}" for flop, first in zip(circuit.nexts, circuit.first, strict=True)
    )
    rest = [circuit.clocking.says(rng, f"sets {values}") for _ in range(5)]
    code = "; ".join(f"next {flop} = {verilog(term)}" for flop, term in circuit.nexts.items())
    sums = ", ".join(f"D({flop}) = {algebra(term)}" for flop, term in circuit.nexts.items())
    calls = " ".join(
        f"{n}. The input of {flop} is {_called(term)}."
        for n, (flop, term) in enumerate(circuit.nexts.items(), 1)
    )
    when = " ".join(
        f"- `{flop}` becomes 1 if {condition(term)}, otherwise 0."
        for flop, term in circuit.nexts.items()
    )
    out, last = f"`{circuit.out}`", circuit.last
    is_plain = isinstance(last, str)
    shown = f"{out} shows `{last}`" if is_plain else f"{out} = {verilog(last)}, without delay"
    used = [name for name in circuit.inputs
            if any(name in leaves(term) for term in circuit.nexts.values())]  # fmt: skip
    inner = "The flip-flops are internal and keep their values between the edges."
    return (
        f"{many} with gates, in operators of Verilog: {code}, where the right sides are the values "
        f"before the edge; {shown}. {rest[0]}",
        f"{many} ({', '.join(flops)}) with D inputs {sums}, where ' is NOT of what stands before "
        f"it, · is AND, + is OR and ⊕ is XOR. The output is {circuit.out} = {algebra(last)}. "
        f"{rest[1]}",
        f"Build the following circuit around {many.lower().replace('d flip', 'D flip')}. {calls} "
        f"Output: {out} = {_called(last)}, from the present values. {rest[2]}",
        *_more(circuit, many, rest[:3]),
        *others(circuit.nexts, used, circuit.out, last, rest[:3]),
        *notations(circuit.clocking, circuit.nexts, circuit.first, used, circuit.out, last),
        f"Given the present values of {', '.join(flops)} and the inputs, compute at the active "
        f"edge "
        f"all at once: {when} {inner} At all times {out} is 1 exactly if {condition(last)}. "
        f"{rest[3]}",
    )


def _more(circuit: _Circuit, many: str, rest: list[str]) -> tuple[str, ...]:
    """Say the same in more ways."""
    out, last, nexts = circuit.out, circuit.last, circuit.nexts
    names = ", ".join(nexts)
    statements = "; ".join(f"{flop} <= {verilog(term)}" for flop, term in nexts.items())
    logical = "; ".join(
        f"{flop} takes {verilog(term, is_logical=True)}" for flop, term in nexts.items()
    )
    rows = " ".join(_rows(f"the D input of {flop}", term) for flop, term in nexts.items())
    gates = " ".join(_gates(term, f"d_{flop}", f"{flop}_n") for flop, term in nexts.items())
    links = ", ".join(f"d_{flop} into {flop}" for flop in nexts)
    falls = " ".join(
        f"An edge clears {flop} if {condition(term, 0)}; else it sets it."
        for flop, term in nexts.items()
    )
    calls = ", ".join(f"{flop}' = {call(term)}" for flop, term in nexts.items())
    sees = {*leaves(last)} & {*circuit.inputs}
    kind = "Mealy" if sees else "Moore"
    plural = len(nexts) > 1
    are = "flip-flops are" if plural else "flip-flop is"
    together = ", all in the same instant" if plural else ""
    said = (
        f"Non-blocking assignments at the active edge: {statements}. Continuous assignment: "
        f"{out} = {verilog(last)}.",
        f"Create a sequential circuit with {many[0].lower()}{many[1:]} ({names}). {rows} As for "
        f"the output, {_rows(out, last, is_start=False)}",
        f"A netlist of gates around {many[0].lower()}{many[1:]}. {gates} The clock takes {links}. "
        f"{_gates(last, out, f'{out}_n')}",
        f"A {kind} circuit whose state is {names}. {falls} The output {out} is 0 if "
        f"{condition(last, 0)}, and 1 otherwise.",
        f"You are given a schematic: the {are} {names}, and the logic before the D input"
        f"{'s' if plural else ''} computes {calls}, where ' marks the value after the edge. The "
        f"wire {out} is {call(last)} and has no register of its own.",
        f"This block keeps {names} between clock edges. On an edge {logical}{together}, with the "
        f"old values on the right (!, &&, || and != as in C). What leaves the block is {out}, "
        f"equal to {verilog(last, is_logical=True)}.",
        f"Assume synchronous logic with the state equation{'s' if plural else ''} "
        f"{', '.join(f'{flop}(t+1) = {algebra(term)}' for flop, term in nexts.items())} and the "
        f"output equation {out}(t) = {algebra(last)}; signs: · for AND, + for OR, ⊕ for XOR, and "
        f"' after a term for its complement. All names on the right mean values at time t.",
        _example(circuit),
    )
    return tuple(f"{text} {rest[n % 3]}" for n, text in enumerate(said))


def _rows(name: str, term: Term, *, is_start: bool = True) -> str:
    """Tell for which values of what it looks at a bit is 1."""
    seen = sorted(leaves(term))
    found = ", ".join(f"{row:0{len(seen)}b}" for row in ones(term, seen))
    name = name[0].upper() + name[1:] if is_start else name
    order = f"the bits {', '.join(seen)}, in this order, read" if seen[1:] else f"{seen[0]} reads"
    return f"{name} is 1 when {order} {found.replace(', ', ' or ')}, otherwise 0."


def _gates(term: Term, out: str, wire: str) -> str:
    """List gates."""
    if isinstance(term, str):
        return f"Wire: {out} = {term}."
    listed = "; ".join(
        f"{name} = {kind.upper()}({', '.join(parts)})" for kind, name, parts in
        netlist(term, out, wire)
    )  # fmt: skip
    return f"Gates: {listed}."


def _example(circuit: _Circuit) -> str:
    """Tell the functions, and where one edge leads."""
    names, known = list(circuit.nexts), dict.fromkeys(circuit.inputs, 1)
    used = [name for name in circuit.inputs
            if any(name in leaves(term) for term in circuit.nexts.values())]  # fmt: skip
    after = circuit.update(tuple(0 for _ in names), known)
    zeros, inputs = ", ".join(f"{name} = 0" for name in names), ", ".join(
        f"{name} = 1" for name in used
    )  # fmt: skip
    ends = ", ".join(f"{name} = {bit}" for name, bit in zip(names, after, strict=True))
    rules = "; ".join(f"D of {name} is {call(term)}" for name, term in circuit.nexts.items())
    return (
        f"Build D flip-flops with feedback: {rules}. From {zeros} with {inputs}, for example, an "
        f"edge leads to {ends}. What an observer sees is only {circuit.out} = "
        f"{call(circuit.last)}, which follows without any delay."
    )


def _called(term: Term) -> str:
    if isinstance(term, Gate) and all(isinstance(part, str) for part in term.parts):
        names = " and ".join(f"`{part}`" for part in term.parts)
        return f"the {term.kind.upper()} of {names}"
    return call(term) if isinstance(term, Gate) else f"`{term}`"

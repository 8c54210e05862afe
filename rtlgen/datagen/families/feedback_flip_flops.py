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
    verilog,
)
from rtlgen.datagen.registered import begin_end

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
    inner = "The flip-flops are internal and keep their values between the edges."
    return (
        f"{many} with gates, in operators of Verilog: {code}, where the right sides are the values "
        f"before the edge; {shown}. {rest[0]}",
        f"{many} ({', '.join(flops)}) with D inputs {sums}, where ' is NOT of what stands before "
        f"it, · is AND, + is OR and ⊕ is XOR. The output is {circuit.out} = {algebra(last)}. "
        f"{rest[1]}",
        f"Build the following circuit around {many.lower().replace('d flip', 'D flip')}. {calls} "
        f"Output: {out} = {_called(last)}, from the present values. {rest[2]}",
        f"Given the present values of {', '.join(flops)} and the inputs, compute at the active "
        f"edge "
        f"all at once: {when} {inner} At all times {out} is 1 exactly if {condition(last)}. "
        f"{rest[3]}",
    )


def _called(term: Term) -> str:
    if isinstance(term, Gate) and all(isinstance(part, str) for part in term.parts):
        names = " and ".join(f"`{part}`" for part in term.parts)
        return f"the {term.kind.upper()} of {names}"
    return call(term) if isinstance(term, Gate) else f"`{term}`"

"""Prove vectors of a combinational design: for all inputs that a row matches, its outputs hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import z3

from rtlgen.formal.decide import Decision, Outcome
from rtlgen.formal.evaluation import Evaluation
from rtlgen.formal.netlist import Netlist
from rtlgen.formal.words import Word

Levels = Mapping[str, str]
"""Port → bits, most significant first; `-` is any value."""


def decide_vectors(
    netlist: Netlist, vectors: Sequence[Mapping[str, Levels]], *, timeout_s: float
) -> Decision:
    """Decide whether a design satisfies rows of `inputs` and `expected`.

    Raises:
        Unsupported: the design has state, or a construct that is not modelled.
    """
    if netlist.states:
        cell = netlist.states[0]
        raise cell.refuse("a register or latch; rows without a clock are proved of logic only")
    count = iter(range(1 << 30))
    inputs = {name: Word(z3.BitVec(name, len(bits))) for name, bits in netlist.inputs.items()}
    present = Evaluation(
        netlist, inputs, {}, lambda width: Word(z3.BitVec(f"any:{next(count)}", width))
    )
    outputs = {name: present.word(bits).value for name, bits in netlist.outputs.items()}
    selector = z3.Int("row")
    cases = []
    for index, vector in enumerate(vectors):
        given = [_matches(inputs[name].value, bits) for name, bits in vector["inputs"].items()]
        wanted = [_matches(outputs[name], bits) for name, bits in vector["expected"].items()]
        cases.append(z3.And(selector == index, *given, z3.Not(z3.And(*wanted))))
    solver = z3.Solver()
    solver.set("timeout", int(timeout_s * 1000))
    solver.add(z3.Or(*cases))
    answer = solver.check()
    if answer == z3.unsat:
        return Decision(outcome=Outcome.PROVED)
    if answer != z3.sat:
        return Decision(outcome=Outcome.TIMEOUT)
    return _refuted(solver.model(), netlist, vectors, selector)


def _refuted(
    model: Any, netlist: Netlist, vectors: Sequence[Mapping[str, Levels]], selector: Any
) -> Decision:
    index = model.eval(selector, model_completion=True).as_long()
    levels = {
        name: format(
            model.eval(z3.BitVec(name, len(bits)), model_completion=True).as_long(),
            f"0{len(bits)}b",
        )
        for name, bits in netlist.inputs.items()
    }
    step = {"inputs": levels, "expected": dict(vectors[index]["expected"])}
    return Decision(outcome=Outcome.REFUTED, bound=index, steps=(step,))


def _matches(word: Any, bits: str) -> Any:
    fixed = [
        z3.Extract(i, i, word) == int(bit) for i, bit in enumerate(reversed(bits)) if bit in "01"
    ]
    return z3.And(*fixed) if fixed else z3.BoolVal(True)

"""Designs of parts in further words."""

from __future__ import annotations

from collections.abc import Mapping

from rtlgen.datagen.logic import Gate, Term, algebra, call, condition, evaluate, ones, verilog

_INVERSE = {"nand": "and", "nor": "or", "xnor": "xor"}
Block = tuple[str, tuple[str, ...], Gate]
"""Name, pins, and what it computes."""
Uses = Mapping[str, tuple[Block, tuple[str, ...]]]
"""Wire → the block that drives it, and what drives the pins of that block."""


def others(
    blocks: tuple[Block, ...], uses: Uses, out: str, last: Gate, shown: str | None
) -> tuple[str, ...]:
    """Tell of the blocks, their places and the gates after them."""
    return (
        *_built(blocks, uses, out, last, shown),
        *_computed(blocks, uses, out, last, shown),
    )


def _built(
    blocks: tuple[Block, ...], uses: Uses, out: str, last: Gate, shown: str | None
) -> tuple[str, ...]:
    """Tell how the design is built."""
    (wire, (block, given)), *_ = uses.items()
    first = verilog(_flat(block[2], dict(zip(block[1], given, strict=True))))
    whole = verilog(_flat(last, {w: _flat(b[2], dict(zip(b[1], names, strict=True)))
                                 for w, (b, names) in uses.items()}))  # fmt: skip
    cells = " ".join(f"{name}({', '.join(pins)}) = {verilog(gate)}." for name, pins, gate in blocks)
    netlist = " ".join(
        f"{b[0]} u{n} ({', '.join((*names, w))});" for n, (w, (b, names)) in enumerate(uses.items())
    )
    when = " ".join(
        f"When does {_one(name)} answer 1 to {', '.join(pins)}? If {condition(gate)}; otherwise it "
        f"answers 0."
        for name, pins, gate in blocks
    )
    calls = ", ".join(f"{w} = {b[0]}({', '.join(names)})" for w, (b, names) in uses.items())
    puts = ", and ".join(
        f"{_one(name)} puts out {verilog(gate)}, where {' and '.join(pins)} are its pins in order"
        for name, pins, gate in blocks
    )
    sits = "; ".join(
        f"{_one(b[0])} with {', '.join(names)} on its pins gives me {w}"
        for w, (b, names) in uses.items()
    )
    shall = " ".join(
        f"Sub-circuit {name} shall deliver {call(gate)} of its inputs {', '.join(pins)}."
        for name, pins, gate in blocks
    )
    must = " ".join(
        f"An instance of {b[0]} with {', '.join(names)} connected to {', '.join(b[1])} must drive "
        f"{w}."
        for w, (b, names) in uses.items()
    )
    also = _also(wire, shown)
    return (
        f"Whatever the partition into blocks, the function {whole} appears at `{out}`"
        f"{f', and {first} at `{shown}`' if shown else ''} (operators as in Verilog).",
        f"Cells, in Verilog operators: {cells} Netlist, output pin last: {netlist} "
        f"assign {out} = {verilog(last)};{f' assign {shown} = {wire};' if shown else ''} "
        f"Nothing else.",
        f"{when} How are they connected? {calls}, arguments in the order of the pins. And which "
        f"function of these is `{out}`? It is {call(last)}.{also[0]}",
        f"Could you wire up something for me? I've made myself two little cells: {puts} (Verilog "
        f"operators). Then I placed some: {sits}. To finish it off I need {out} = {verilog(last)}."
        f"{also[1]}",
        f"{shall} {must} `{out}` shall be {call(last)}.{also[2]}",
    )


def _computed(
    blocks: tuple[Block, ...], uses: Uses, out: str, last: Gate, shown: str | None
) -> tuple[str, ...]:
    """Tell what the design computes."""
    wire, *_ = uses
    calls = ", ".join(f"{w} = {b[0]}({', '.join(names)})" for w, (b, names) in uses.items())
    zeros = " ".join(
        f"If {''.join(pins)} is {_rows(gate, pins)}, {_one(name)} answers 0, in all other cases 1."
        for name, pins, gate in blocks
    )
    functions = " and ".join(f"{name}({', '.join(p)}) = {algebra(g)}" for name, p, g in blocks)
    program = " ".join(
        f"def {name}({', '.join(pins)}): return {verilog(gate)};" for name, pins, gate in blocks
    )
    steps = calls.replace("), ", "); ")
    order = " ".join(
        f"{_one(b[0]).capitalize()} answers {_pins(b[1], names)} with {w}."
        for w, (b, names) in reversed([*uses.items()])
    )
    kinds = " ".join(
        f"Such {_one(name)} turns {', '.join(pins)} into {verilog(gate)}."
        for name, pins, gate in blocks
    )
    names = {name for _, given in uses.values() for name in given}
    levels = {
        w: evaluate(b[2], dict.fromkeys(b[1], 0)) for w, (b, _) in uses.items()
    }  # fmt: skip
    low = ", ".join(f"{w} = {level}" for w, level in levels.items())
    also = _also(wire, shown)
    return (
        f"{zeros} These blocks are used in {calls}, with the pins in the same sequence. Unless "
        f"{condition(last, 0)}, `{out}` is 1.{also[0]}",
        f"No block here has memory, and copies of a block do not influence each other: what "
        f"{' and '.join(name for name, _, _ in blocks)} compute, "
        f"{' and '.join(call(gate) for _, _, gate in blocks)} of their pins, depends on "
        f"nothing but the present arguments. Pins are {_lists(blocks)}. With {calls}, the "
        f"result `{out}` is {call(last)} and nothing more.{also[1]}",
        f"In Boolean algebra (' is NOT, · is AND, + is OR, ⊕ is XOR) let {functions}. With "
        f"{calls}, define {out} = {algebra(last)}.{also[2]}",
        f"Think of a program on single bits: {program} {steps}; {out} = {verilog(last)}. "
        f"Operators work on one bit, as in Verilog. Turn the functions into blocks of a circuit."
        f"{also[0]}",
        f"At the end stands `{out}`, which is {verilog(last)}. {order} {kinds} Operators are those "
        f"of Verilog. For example, zeros on all {len(names)} inputs cause {low}, and {out} = "
        f"{evaluate(last, levels)}.{also[1]}",
    )


def _one(name: str) -> str:
    return f"{'an' if name[0] in 'aeio' else 'a'} {name}"


def _also(wire: str, shown: str | None) -> tuple[str, str, str]:
    if not shown:
        return "", "", ""
    return (
        f" Besides, `{shown}` is the same as {wire}.",
        f" One can look at {wire} from outside, at `{shown}`.",
        f" `{shown}` shall equal {wire}.",
    )


def _rows(gate: Gate, pins: tuple[str, ...]) -> str:
    found = set(ones(gate, pins))
    rows = [f"{n:0{len(pins)}b}" for n in range(1 << len(pins)) if n not in found]
    return " or ".join(rows)


def _pins(pins: tuple[str, ...], names: tuple[str, ...]) -> str:
    return ", ".join(f"{pin} = {name}" for pin, name in zip(pins, names, strict=True))


def _lists(blocks: tuple[Block, ...]) -> str:
    return " and ".join(f"{', '.join(pins)} for {name}" for name, pins, _ in blocks)


def _flat(term: Term, names: Mapping[str, Term]) -> Term:
    """Put other terms in place of names; inverters in a row vanish."""
    if isinstance(term, str):
        return names[term]
    parts = tuple(_flat(part, names) for part in term.parts)
    inner = parts[0]
    if term.kind == "not" and not isinstance(inner, str):
        if inner.kind == "not":
            return inner.parts[0]
        if inner.kind in _INVERSE:
            return Gate(_INVERSE[inner.kind], inner.parts)
    return Gate(term.kind, parts)

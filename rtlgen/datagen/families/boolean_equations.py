"""Equations of logic: one to three outputs, each a tree of gates over two to five inputs."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.logic import (
    Gate,
    algebra,
    call,
    condition,
    draw_tree,
    evaluate,
    netlist,
    ones,
    verilog,
)  # fmt: skip
from rtlgen.datagen.notations.boolean_equations import notations
from rtlgen.datagen.told.boolean_equations import others

_INPUTS = (
    ("a", "b", "c", "d", "e"), ("x1", "x2", "x3", "x4", "x5"), ("p", "q", "r", "s", "t"),
    ("in1", "in2", "in3", "in4", "in5"), ("A", "B", "C", "D", "E"), ("i0", "i1", "i2", "i3", "i4"),
    ("x", "y", "u", "v", "w"), ("sw0", "sw1", "sw2", "sw3", "sw4"),
)  # fmt: skip
_OUTPUTS = (("f", "g", "h"), ("out1", "out2", "out3"), ("z1", "z2", "z3"), ("F", "G", "H"))
_SINGLE = ("f", "out", "z", "result", "led", "F")
_FORMS = {
    "mixed": ("and", "or", "xor", "nand", "nor", "xnor", "not"),
    "basic": ("and", "or", "not"), "exclusive": ("and", "or", "xor", "not"),
    "nand": ("nand",), "nor": ("nor",),
}  # fmt: skip
_ORDINALS = ("first", "second", "third")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Equations:
    names: tuple[str, ...]
    trees: dict[str, Gate]
    """Output → its function."""
    form: str

    def function(self, levels: Levels) -> Known:
        """Compute each output."""
        return {out: evaluate(tree, levels) for out, tree in self.trees.items()}

    def gates(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """List the gates of all outputs; wires are called n1, n2 … for the first output."""
        lists = [
            netlist(tree, out, "nmk"[place]) for place, (out, tree) in enumerate(self.trees.items())
        ]
        return [gate for gates in lists for gate in gates]


def draw(rng: random.Random) -> Drawn:
    """Draw equations."""
    count, many = rng.choice((2, 3, 3, 3, 4, 4, 5)), rng.choice((1, 1, 1, 2, 2, 3))
    form, names = rng.choice(list(_FORMS)), rng.choice(_INPUTS)[:count]
    outs = (rng.choice(_SINGLE),) if many == 1 else rng.choice(_OUTPUTS)[:many]
    trees: dict[str, Gate] = {}
    for out in outs:
        some = names if many == 1 else tuple(sorted(rng.sample(names, rng.randint(2, count))))
        tree = draw_tree(rng, some, _FORMS[form])
        trees[out] = tree if isinstance(tree, Gate) else Gate("not", (tree,))
    equations = _Equations(names=names, trees=trees, form=form)
    return Drawn(
        family="boolean_equations",
        name=rng.choice(("logic_eq", "comb", "gate_network", "boolean_fn", "top_module")),
        ports=(*(input_port(name) for name in names), *(output_port(out) for out in outs)),
        bodies=_bodies(equations),
        registers=dict.fromkeys(("always", "if", "case"), frozenset(outs)),
        says=_says(rng, equations),
        behaviour=lambda: Combinational(equations.function),
    )


def _bodies(equations: _Equations) -> dict[str, str]:
    trees = equations.trees
    wires = [name for _, name, _ in equations.gates() if name not in trees]
    declared = f"    wire {', '.join(wires)};\n\n" if wires else ""
    placed = "".join(
        f"    {kind} g{number} ({', '.join((name, *sources))});\n"
        for number, (kind, name, sources) in enumerate(equations.gates(), 1)
    )
    named = "".join(
        f"    assign {name} = {verilog(Gate(kind, sources))};\n"
        for kind, name, sources in equations.gates()
    )
    plain = "".join(f"{out} = {verilog(tree)};\n" for out, tree in trees.items())
    tests = "".join(
        f"        if ({verilog(tree, is_logical=True)})\n            {out} = 1'b1;\n"
        f"        else\n            {out} = 1'b0;\n"
        for out, tree in trees.items()
    )
    lines = plain.splitlines(keepends=True)
    bodies = {
        "assign": "".join(f"    assign {line}" for line in lines),
        "always": f"    always @(*) begin\n{''.join(f'        {line}' for line in lines)}    end\n",
        "if": f"    always @(*) begin\n{tests}    end\n",
        "case": _case(equations),
        "gates": f"{declared}{placed}",
    }
    return {**bodies, "wires": f"{declared}{named}"} if wires else bodies


def _case(equations: _Equations) -> str:
    count, trees = len(equations.names), equations.trees
    tables = [set(ones(tree, equations.names)) for tree in trees.values()]
    rows = "".join(
        f"            {count}'b{row:0{count}b}: {_target(trees)} = {len(tables)}'b"
        f"{''.join(str(int(row in table)) for table in tables)};\n"
        for row in range(1 << count)
        if any(row in table for table in tables)
    )
    return (
        f"    always @(*)\n        case ({{{', '.join(equations.names)}}})\n{rows}"
        f"            default: {_target(trees)} = {len(tables)}'b{'0' * len(tables)};\n"
        "        endcase\n"
    )


def _target(trees: dict[str, Gate]) -> str:
    return next(iter(trees)) if len(trees) == 1 else f"{{{', '.join(trees)}}}"


def _says(rng: random.Random, equations: _Equations) -> tuple[str, ...]:
    trees, names = equations.trees, equations.names
    only = f", built from {equations.form.upper()} gates only" if equations.form[0] == "n" else ""
    inputs = ", ".join(f"`{name}`" for name in names)
    sums = "; ".join(f"{out} = {algebra(tree)}" for out, tree in trees.items())
    signs = "' is NOT (of the name or bracket before it), · is AND, + is OR, ⊕ is XOR"
    calls = "; ".join(f"{out} = {call(tree)}" for out, tree in trees.items())
    texts = " ".join(
        f"`{out}` is 1 if {condition(tree)}, otherwise 0." for out, tree in trees.items()
    )
    zeros = " ".join(
        f"`{out}` goes low exactly when {condition(tree, 0)}; in all other cases it is high."
        for out, tree in trees.items()
    )
    listed = " ".join(
        f"{number}. `{name}` = {_gate(kind, sources)}."
        for number, (kind, name, sources) in enumerate(equations.gates(), 1)
    )
    code = " ".join(f"`{out}` = {verilog(tree)}." for out, tree in trees.items())
    bullets = " ".join(
        f"- The {_ORDINALS[n]} output, `{out}`: {call(tree)}."
        for n, (out, tree) in enumerate(trees.items())
    )
    rows = "; ".join(
        f"`{out}` is 1 for {', '.join(f'{row:0{len(names)}b}' for row in ones(tree, names))}"
        for out, tree in trees.items()
    )
    tables = {out: ones(tree, names) for out, tree in trees.items()}
    minterms = "; ".join(
        f"{out}({', '.join(names)}) = Σm({', '.join(map(str, table))})"
        for out, table in tables.items()
    )
    lows = " ".join(
        f"`{out}` is 0 when this number is "
        f"{_either([n for n in range(1 << len(names)) if n not in table])}, and 1 for every other."
        for out, table in tables.items()
    )
    highs = " ".join(
        f"`{out}` must be high when {condition(tree)}, and low in every other case."
        for out, tree in trees.items()
    )
    logical = "; ".join(f"{out} = {verilog(tree, is_logical=True)}" for out, tree in trees.items())
    verb = rng.choice(("Implement", "Realise", "Build a circuit for"))
    return (
        f"{verb} {sums}, where {signs}.",
        f"Combinational logic{only}, written as nested gates: {calls}.",
        texts,
        f"From {inputs} find the outputs as follows. {zeros}",
        f"A network of gates without memory. {listed} Names that are no port are internal wires.",
        f"In Verilog operators (~ NOT, & AND, | OR, ^ XOR): {code}",
        f"Given the inputs {inputs}, compute with gates{only} these functions. {bullets}",
        f"Minterm lists, with {names[0]} as the most significant bit of the row number: "
        f"{minterms}.",
        f"Create a combinational circuit. {highs}",
        f"Written with logical operators as in C (! not, && and, || or, != exclusive or), the "
        f"outputs are: {logical}.",
        f"Look at {inputs} as one binary number, leftmost name first. {lows}",
        f"Exercise: draw the schematic and write it in Verilog. {calls}, where every name in "
        f"capitals is a gate{only} and the brackets hold its inputs.",
        *others(trees, names),
        *notations(trees, names),
        f"Truth table, columns in the order {inputs}: {rows}. All other rows give 0.",
    )


def _either(numbers: list[int]) -> str:
    """List numbers with `or` before the last one."""
    texts = [str(number) for number in numbers]
    return " or ".join([*([", ".join(texts[:-1])] if len(texts) > 1 else []), texts[-1]])


def _gate(kind: str, sources: tuple[str, ...]) -> str:
    if kind == "not":
        return f"inverse of `{sources[0]}`"
    return f"{kind.upper()} of {' and '.join(f'`{source}`' for source in sources)}"

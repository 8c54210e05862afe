"""One small function three times: by `assign`, in a block without clock, and behind a register."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Clocked, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.logic import (
    Gate,
    algebra,
    call,
    condition,
    draw_tree,
    evaluate,
    ones,
    verilog,
)  # fmt: skip
from rtlgen.datagen.told.same_function import others
from rtlgen.spec.model import Role, RoleKind

_INPUTS = (
    ("a", "b", "c"),
    ("x", "y", "z"),
    ("p", "q", "r"),
    ("in1", "in2", "in3"),
    ("s", "u", "v"),
)
_OUTPUTS = (
    ("out_assign", "out_comb", "out_ff"), ("f_wire", "f_block", "f_reg"), ("o1", "o2", "o3"),
    ("now_a", "now_b", "later"), ("direct", "proc", "clocked"),
)  # fmt: skip
_NAMES = ("three_ways", "styles", "same_logic", "compare_styles", "blocks", "top_module")
_UNKNOWN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Same:
    clock: str
    names: tuple[str, ...]
    outs: tuple[str, ...]
    """Two without register, or one, and the registered one."""
    term: Gate

    @property
    def plain(self) -> tuple[str, ...]:
        """Outputs without register."""
        return self.outs[:-1]

    def outputs(self, state: int, levels: Levels) -> Known:
        """Compute the outputs."""
        now = dict.fromkeys(self.plain, evaluate(self.term, levels))
        return now if state == _UNKNOWN else {**now, self.outs[-1]: state}


def draw(rng: random.Random) -> Drawn:
    """Draw the function."""
    names, outs = rng.choice(_INPUTS)[: rng.choice((2, 2, 3))], rng.choice(_OUTPUTS)
    while not isinstance(term := draw_tree(rng, names, ("and", "or", "xor", "not")), Gate):
        pass
    some = outs if rng.random() < 0.7 else outs[1:]
    same = _Same(clock=rng.choice(("clk", "clk", "clock")), names=names, outs=some, term=term)
    return Drawn(
        family="same_function",
        name=rng.choice(_NAMES),
        ports=(
            input_port(same.clock, role=Role(kind=RoleKind.CLOCK)),
            *(input_port(name) for name in names), *(output_port(out) for out in some),
        ),
        bodies=_bodies(same),
        registers={"blocks": frozenset(some[-2:]), "chain": frozenset(some[-1:]),
                   "if": frozenset(some[-2:])},
        says=_says(rng, same),
        behaviour=lambda: Clocked(
            clock=same.clock, update=lambda _, levels: evaluate(term, levels),
            outputs=same.outputs, first=_UNKNOWN,
        ),
    )  # fmt: skip


def _bodies(same: _Same) -> dict[str, str]:
    text, last, block = verilog(same.term), same.outs[-1], same.outs[-2]
    test = verilog(same.term, is_logical=True)
    first = f"    assign {same.outs[0]} = {text};\n\n" if len(same.outs) > 2 else ""
    ending = f"    always @(posedge {same.clock})\n        {last} <= "
    wires = "".join(f"    assign {out} = {same.outs[0]};\n" for out in same.plain[1:])
    return {
        "blocks": f"{first}    always @(*)\n        {block} = {text};\n\n{ending}{text};\n",
        "chain": f"    assign {same.outs[0]} = {text};\n{wires}\n{ending}{same.outs[0]};\n",
        "if": f"{first}    always @(*) begin\n        {block} = 1'b0;\n        if ({test})\n"
        f"            {block} = 1'b1;\n    end\n\n{ending}{block};\n",
    }


def _says(rng: random.Random, same: _Same) -> tuple[str, ...]:
    plain = " and ".join(f"`{out}`" for out in same.plain)
    last, clock, inputs = f"`{same.outs[-1]}`", f"`{same.clock}`", ", ".join(same.names)
    are = "are both" if len(same.plain) > 1 else "is"
    text, words = verilog(same.term), condition(same.term)
    edge = rng.choice((f"the rising edge of {clock}", f"each positive edge of {clock}"))
    verb = rng.choice(("Write", "Build", "Create"))
    block = f"`{same.outs[-2]}`"
    split = (
        f"`{same.outs[0]}` by an assign statement, {block} in a combinational always block"
        if len(same.plain) > 1 else f"{block} in a combinational always block"
    )  # fmt: skip
    return (
        f"The function {text} of the inputs {inputs} is needed several times: {split}, and {last} "
        f"in an always block on {edge}.",
        f"{plain} {are} {call(same.term)}, without clock. {last} is the same value, stored at "
        f"{edge}.",
        f"{verb} one function in several ways. {split[0].upper()}{split[1:]}; {last} is a D "
        f"flip-flop that samples it on {edge}. The function is {algebra(same.term)}, where ' is "
        "NOT, · is AND, + is OR and ⊕ is XOR.",
        f"Let f be 1 if {words}, otherwise 0. {plain} {are} f; {last} follows one clock later, "
        f"that is, it takes f at {edge}. There is no reset.",
        f"Combinational: {plain} = {text}. Registered on {edge}: {last} = {text}.",
        f"{last} is {block} delayed by a flip-flop that is clocked on {edge}. Without delay, "
        f"{plain} = {text}.",
        f"Two views of one signal f = {text}: {plain} = f right away, and {last} <= f at posedge "
        f"of {clock}. No reset exists.",
        f"Create a circuit with logic and a flip-flop. The logic is {call(same.term)}; its output "
        f"goes to {plain} and to the D input of the flip-flop {last}, clocked by the positive edge "
        f"of {clock}.",
        f"You are given the inputs {inputs}. {plain} must be 1 when {words}, and 0 otherwise, as "
        f"combinational logic. {last} must hold, from one rising edge of {clock} to the next, what "
        "that value was just before the edge.",
        f"This block is used to compare blocking and clocked assignment. Both compute {text} in "
        f"Verilog operators: blocking for {plain}, whenever an input changes; clocked for {last}, "
        f"only at a rising edge of {clock}.",
        f"{last} is a pipeline register without reset on {clock} (rising edge) for the expression "
        f"{algebra(same.term)}; {plain} {'show' if len(same.plain) > 1 else 'shows'} the same "
        "expression unregistered. Here ' is NOT, · AND, + OR and ⊕ XOR.",
        f"Truth table of f, rows of {inputs} read as binary numbers: f is 1 for "
        f"{', '.join(map(str, ones(same.term, same.names)))} only. Output f as {plain} without a "
        f"clock, and as {last} through a D flip-flop triggered by the rising edge of {clock}.",
        *others(same.clock, same.names, same.outs, same.term),
        f"Given {inputs}, compute {text}. Show it at once on {plain}, and on {last} from {edge} "
        "until the next one.",
    )  # fmt: skip

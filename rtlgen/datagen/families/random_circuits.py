"""Random circuits, told gate by gate: two to six bits or words, up to three outputs."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import vector
from rtlgen.datagen.steps import (
    Step,
    algebra,
    capitals,
    draw_steps,
    evaluate,
    inlined,
    sentence,
    verilog,
)
from rtlgen.datagen.told.random_circuits import others, upper

_INPUTS = (
    ("a", "b", "c", "d", "e", "f"), ("x1", "x2", "x3", "x4", "x5", "x6"),
    ("in0", "in1", "in2", "in3", "in4", "in5"), ("p", "q", "r", "s", "t", "u"),
    ("A", "B", "C", "D", "E", "F"), ("left", "right", "top", "base", "front", "back"),
)  # fmt: skip
_WIRES = (
    ("n1", "n2", "n3", "n4", "n5"), ("w1", "w2", "w3", "w4", "w5"), ("t1", "t2", "t3", "t4", "t5"),
    ("net1", "net2", "net3", "net4", "net5"), ("g", "h", "j", "k", "m"),
    ("tmp_a", "tmp_b", "tmp_c", "tmp_d", "tmp_e"),
)  # fmt: skip
_OUTPUTS = (("y", "z", "v"), ("out", "out2", "out3"), ("o1", "o2", "o3"), ("Y", "Z", "W"),
            ("res", "aux", "extra"))  # fmt: skip
_NAMES = ("circuit", "gates", "netlist", "logic_block", "comb_circuit", "top_module")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Circuit:
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    steps: tuple[Step, ...]
    width: int

    @property
    def wires(self) -> list[str]:
        """Names of the steps that are no outputs."""
        return [step.name for step in self.steps if step.name not in self.outputs]

    @property
    def has_mux(self) -> bool:
        """Whether a step is no gate."""
        return any(step.kind == "mux" for step in self.steps)

    def function(self, levels: Levels) -> Known:
        """Compute the outputs."""
        values = evaluate(self.steps, levels, self.width)
        return {name: values[name] for name in self.outputs}


def draw(rng: random.Random) -> Drawn:
    """Draw a circuit."""
    circuit = _circuit(rng)
    return Drawn(
        family="random_circuits",
        name=rng.choice(_NAMES),
        ports=(
            *(input_port(name, circuit.width) for name in circuit.inputs),
            *(output_port(name, circuit.width) for name in circuit.outputs),
        ),
        bodies=_bodies(circuit),
        registers={"always": frozenset(circuit.outputs)},
        says=_says(rng, circuit),
        behaviour=lambda: Combinational(circuit.function),
    )  # fmt: skip


def _circuit(rng: random.Random) -> _Circuit:
    count, width = rng.choice((2, 3, 3, 3, 4, 4, 5, 6)), rng.choice((1, 1, 1, 1, 2, 4, 8))
    inputs, wires, outs = rng.choice(_INPUTS)[:count], rng.choice(_WIRES), rng.choice(_OUTPUTS)
    many = rng.choice((1, 1, 1, 2, 2, 3))
    steps = draw_steps(rng, inputs, wires, has_mux=width == 1)
    shown = [step.name for step in steps[:-1]]
    chosen = [*rng.sample(shown, min(len(shown), many - 1)), steps[-1].name]
    names = dict(zip(chosen, rng.sample(outs[: len(chosen)], len(chosen)), strict=True))
    renamed = tuple(
        Step(
            names.get(step.name, step.name), step.kind,
            tuple(type(n)(names.get(n.name, n.name), n.is_inverted) for n in step.operands),
        )
        for step in steps
    )  # fmt: skip
    outputs = tuple(name for name in outs if name in names.values())
    return _Circuit(inputs=inputs, outputs=outputs, steps=renamed, width=width)


def _bodies(circuit: _Circuit) -> dict[str, str]:
    word, wires, steps = vector(circuit.width), circuit.wires, circuit.steps
    declared = f"    wire {word}{', '.join(wires)};\n\n" if wires else ""
    kept = f"    reg {word}{', '.join(wires)};\n\n" if wires else ""
    bodies = {
        "wires": declared + "".join(f"    assign {s.name} = {verilog(s)};\n" for s in steps),
        "inline": "".join(
            f"    assign {name} = {inlined(steps, name)};\n" for name in circuit.outputs
        ),
        "always": f"{kept}    always @(*) begin\n"
        + "".join(f"        {s.name} = {verilog(s)};\n" for s in steps)
        + "    end\n",
    }
    if circuit.width == 1 and not circuit.has_mux:
        bodies["gates"] = declared + _gates(steps)
    if bodies["wires"] == bodies["inline"]:
        del bodies["inline"]
    return bodies


def _gates(steps: tuple[Step, ...]) -> str:
    lines = []
    for number, step in enumerate(steps, 1):
        sources = [f"~{one.name}" if one.is_inverted else one.name for one in step.operands]
        lines.append(f"    {step.kind} g{number} ({step.name}, {', '.join(sources)});\n")
    return "".join(lines)


def _says(rng: random.Random, circuit: _Circuit) -> tuple[str, ...]:
    steps, outputs, wires = circuit.steps, circuit.outputs, circuit.wires
    each = "" if circuit.width == 1 else f" All signals have {circuit.width} bits, and every "
    each = f"{each}operation is bitwise." if each else ""
    inner = f" ({', '.join(wires)}: internal)" if wires else ""
    shown = ", ".join(f"`{name}`" for name in outputs)
    told = [sentence(step, rng) for step in steps]
    code = "; ".join(f"{step.name} = {verilog(step)}" for step in steps)
    listed = " ".join(f"{n}. {upper(text)}." for n, text in enumerate(told, 1))
    whole = "; ".join(f"{name} = {inlined(steps, name)}" for name in outputs)
    backwards = "; ".join(reversed([sentence(step, rng) for step in steps]))
    logic = "; ".join(f"{step.name} = {capitals(step)}" for step in steps)
    verb = rng.choice(("Implement", "Build", "Create"))
    note = f" Signals inside: {', '.join(wires)}." if wires else ""
    found = [
        f"{'. '.join(upper(sentence(step, rng)) for step in steps)}.{each}",
        f"{verb} this combinational circuit{inner}: {code}.{each}",
        f"Combinational logic with the outputs {shown}. {listed}{each}",
        f"In Verilog operators, {whole}.{each}",
        f"{upper(backwards)}.{each}",
        f"Use the following equations{inner}: {logic}.{each}",
    ]
    if not circuit.has_mux and circuit.width == 1:
        equations = "; ".join(f"{step.name} = {algebra(step)}" for step in steps)
        found.append(
            f"Boolean equations ({rng.choice(_NOTES)}): {equations}.{note}"
        )  # fmt: skip
    assigns = "; ".join(f"assign {step.name} = {verilog(step)}" for step in steps)
    up = "; ".join(f"{step.name} = {capitals(step)}" for step in reversed(steps))
    hidden = [f"{step.name} = {verilog(step)}" for step in steps if step.name in wires]
    last = [f"{step.name} = {verilog(step)}" for step in steps if step.name not in wires]
    auxiliary = f"Auxiliary signals: {'; '.join(hidden)}. With these, " if hidden else "Equations: "
    inputs = ", ".join(circuit.inputs)
    zeros = circuit.function(dict.fromkeys(circuit.inputs, 0))
    zero = " and ".join(f"{name} = {value:0{circuit.width}b}" for name, value in zeros.items())
    found += [
        f"Continuous assignments, to be put into a circuit with the outputs {shown}: {assigns}."
        f"{each}",
        f"From the outputs back to the inputs, each gate written with its name: {up}.{each}",
        f"{auxiliary}{'; '.join(last)}, in the operators of Verilog.{each}",
        f"Nothing is stored here, so the outputs are functions of {inputs} alone: {whole}.{each}",
        f"For example, all inputs at 0 give {zero} (binary). The gates that do this are {logic}."
        f"{each}",
    ]
    found += others(circuit.inputs, outputs, steps, circuit.width)
    return (*dict.fromkeys(found), f"Work from the inputs to {shown}: first {_then(told)}.{each}")


_NOTES = (
    "' is NOT, · is AND, + is OR, ⊕ is XOR", "x' means the complement of x, · AND, + OR, ⊕ XOR",
    "usual notation, ' after a name or bracket negates it",
)  # fmt: skip


def _then(told: list[str]) -> str:
    return "; then ".join(told)

"""Packages of two to six separate gates or pairs of gates, as logic chips have them, with pins."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.logic import Gate, algebra, call, condition, evaluate, netlist, ones, verilog
from rtlgen.datagen.notations.gate_packages import notations
from rtlgen.datagen.series import marked
from rtlgen.datagen.told.gate_packages import others

_TIMES = {2: "dual", 3: "triple", 4: "quad", 6: "hex"}
_PINS = (
    ("{pin}{n}", "abcdef", "y"), ("p{n}{pin}", "abcdef", "q"), ("u{n}_{pin}", "abcdef", "z"),
    ("{pin}{n}", "ijklmn", "o"), ("g{n}_{pin}", ("in1", "in2", "in3", "in4", "in5", "in6"), "out"),
    ("sec{n}_{pin}", "abcdeg", "f"), ("{pin}_{n}", "abcdef", "y"),
)  # fmt: skip
_Shape = tuple[str, tuple[int, ...]]
"""The last gate, and the inputs of each gate before it; or the only gate and its inputs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    inputs: tuple[str, ...]
    out: str
    gate: Gate


def draw(rng: random.Random) -> Drawn:
    """Draw a package."""
    pattern, letters, last = rng.choice(_PINS)
    form = rng.choice(("same", "same", "pairs", "mixed"))
    times = rng.choice((2, 2, 3, 4, 6)) if form == "same" else rng.choice((2, 2, 3))
    shape = _shape(rng, form, few=times > 3)
    sections: list[_Section] = []
    for n in range(1, times + 1):
        shape = shape if form == "same" or n == 1 else _shape(rng, form, few=False)
        count = sum(shape[1])
        pins = tuple(pattern.format(pin=letters[i], n=n) for i in range(count))
        sections.append(
            _Section(inputs=pins, out=pattern.format(pin=last, n=n), gate=_gate(shape, pins))
        )

    def function(levels: Levels) -> Known:
        return {section.out: evaluate(section.gate, levels) for section in sections}

    chip = rng.choice(("chip", "gate_package", "logic_ic", "top_module", f"{_TIMES[times]}_gates"))
    return Drawn(
        family="gate_packages",
        name=chip,
        ports=tuple(
            port
            for section in sections
            for port in (*(input_port(pin) for pin in section.inputs), output_port(section.out))
        ),
        bodies=_bodies(sections, chip, is_same=form == "same"),
        registers={"always": frozenset(section.out for section in sections)},
        says=_says(sections, shape if form == "same" else None),
        behaviour=lambda: Combinational(function),
    )


def _shape(rng: random.Random, form: str, *, few: bool) -> _Shape:
    """Draw what is in a section."""
    if form == "pairs":
        sizes = rng.choice(((2, 2), (2, 2), (3, 3), (3, 2), (2, 1), (2, 2, 2)))
        return rng.choice(("and-or", "or-and", "and-nor", "or-nand")), sizes
    kind = rng.choice(("and", "or", "nand", "nor", "xor", "xnor", "not"))
    if kind == "not":
        return kind, (1,)
    return kind, (2 if few or kind[0] == "x" else rng.choice((2, 3, 4)),)


def _gate(shape: _Shape, pins: tuple[str, ...]) -> Gate:
    kind, sizes = shape
    if "-" not in kind:
        return Gate(kind, pins)
    first, second = kind.split("-")
    parts: list[Gate | str] = []
    for size in sizes:
        mine, pins = pins[:size], pins[size:]
        parts.append(mine[0] if size == 1 else Gate(first, mine))
    return Gate(second, tuple(parts))


def _bodies(sections: list[_Section], chip: str, *, is_same: bool) -> dict[str, str]:
    lists = [netlist(s.gate, s.out, f"w{n}_") for n, s in enumerate(sections, 1)]
    gates = [gate for found in lists for gate in found]
    outs = {section.out for section in sections}
    wires = [name for _, name, _ in gates if name not in outs]
    declared = f"    wire {', '.join(wires)};\n" if wires else ""
    lines = [f"{section.out} = {verilog(section.gate)};\n" for section in sections]
    bodies = {
        "assign": "".join(f"    assign {line}" for line in lines),
        "always": f"    always @(*) begin\n{''.join(f'        {n}' for n in lines)}    end\n",
        "primitives": declared
        + "".join(f"    {k} u{n} ({', '.join((y, *x))});\n" for n, (k, y, x) in enumerate(gates)),
    }
    if wires:
        named = "".join(f"    assign {y} = {verilog(Gate(k, x))};\n" for k, y, x in gates)
        bodies["wires"] = declared + named
    if is_same:
        bodies["instances"] = _instances(sections, f"{chip}_section")
    return bodies


def _instances(sections: list[_Section], name: str) -> str:
    """Write a module for a section after the package, and place it by position."""
    one = sections[0]
    placed = "".join(
        f"    {name} s{n} ({', '.join((*s.inputs, s.out))});\n" for n, s in enumerate(sections, 1)
    )
    ports = "".join(f"    input {pin},\n" for pin in one.inputs)
    return (
        f"{placed}endmodule\n\nmodule {name} (\n{ports}    output {one.out}\n);\n"
        f"    assign {one.out} = {verilog(one.gate)};\n"
    )


def _says(sections: list[_Section], shape: _Shape | None) -> tuple[str, ...]:
    calls = "; ".join(f"{s.out} = {call(s.gate)}" for s in sections)
    sums = ", ".join(f"{s.out} = {algebra(s.gate)}" for s in sections)
    rules = " ".join(
        f"{n}. Its inputs are {marked(s.inputs)}; its output `{s.out}` is 1 if"
        f" {condition(s.gate)}, otherwise 0."
        for n, s in enumerate(sections, 1)
    )
    pins = " ".join(
        f"- Section {n}: pins {marked(s.inputs)} in, `{s.out}` out, {s.out} = {verilog(s.gate)}."
        for n, s in enumerate(sections, 1)
    )
    low = " ".join(f"`{s.out}` is 0 only if {condition(s.gate, 0)}." for s in sections)
    times = _TIMES[len(sections)]
    title = f"{times.capitalize()} logic package"
    parts = [(s.inputs, s.out, s.gate) for s in sections]
    extra: tuple[str, ...] = ()
    if shape and "-" not in shape[0]:
        kind, size = shape[0].upper(), f"{shape[1][0]}-input "
        kind, size = ("inverter", "") if kind == "NOT" else (f"{kind} gate", size)
        order = "; ".join(f"{marked(s.inputs)} to `{s.out}`" for s in sections)
        extra = (
            f"A {times} {size}{kind} in one package, wired {order}.",
            f"Create a module with {len(sections)} separate {size}{kind}s. They connect {order}.",
        )
    return (
        *extra,
        f"{title} without clock: {calls}.",
        f"Model a chip whose sections do not influence each other. {rules}",
        f"{title} (~ is NOT, & AND, | OR, ^ XOR): {pins}",
        f"Given the pins, compute {sums}, where ' is NOT (of the name or bracket before it), "
        "· is AND, + is OR and ⊕ is XOR.",
        *_more(sections),
        *others(parts),
        *notations(parts),
        f"The outputs of this package of gates are high by default. {low}",
    )


def _more(sections: list[_Section]) -> tuple[str, ...]:
    """Describe the same sections in other words."""
    times = len(sections)
    code = "; ".join(f"{s.out} = {verilog(s.gate)}" for s in sections)
    logical = "; ".join(f"{s.out} = {verilog(s.gate, is_logical=True)}" for s in sections)
    highs = " ".join(
        f"`{s.out}` goes to 1 as soon as {condition(s.gate)}, and back to 0 when this ends."
        for s in sections
    )
    parts = " ".join(
        f"{name} is the {'inverse' if kind == 'not' else kind.upper()} of {marked(sources)};"
        for n, s in enumerate(sections, 1)
        for kind, name, sources in netlist(s.gate, s.out, f"t{n}_")
    )
    drives = ", ".join(f"{call(s.gate)} drives {s.out}" for s in sections)
    goals = "; ".join(f"from {marked(s.inputs)} make {s.out} = {call(s.gate)}" for s in sections)
    return (
        f"In Verilog operators, all {times} sections of the chip: {code}.",
        f"Create a combinational circuit with {times} outputs that share no inputs. {highs}",
        f"Gate list of a small integrated circuit. {parts} there is nothing else inside.",
        f"You are given an old board with a {_TIMES[times]} package and must replace it. {drives}.",
        f"Written with the logical operators of C (!= is the exclusive or): {logical}.",
        f"Truth tables of the sections. {' '.join(_patterns(s) for s in sections)}",
        f"This package holds {times} sections, each with its own pins. Section by section: "
        f"{goals}. The names in capitals are gates.",
    )


def _patterns(section: _Section) -> str:
    """List the input patterns of the rarer output value."""
    count, found = len(section.inputs), ones(section.gate, section.inputs)
    value = int(len(found) <= 1 << count - 1)
    rows = found if value else [row for row in range(1 << count) if row not in found]
    shown = ", ".join(f"{row:0{count}b}" for row in rows)
    order = f"With {marked(section.inputs)} read in this order" if count > 1 else (
        f"With {marked(section.inputs)} as input"
    )  # fmt: skip
    return f"{order}, `{section.out}` is {value} for {shown}, else {1 - value}."

"""State machines from state tables: registers with a case statement, or next-state logic."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.exact.combinational import Built, open_finding
from rtlgen.exact.emit import bit_names, module
from rtlgen.finding import Finding
from rtlgen.spec.artefacts.truth_table import missing_inputs
from rtlgen.spec.model import Bits, Column, Port, Spec, StateTable, Transition
from rtlgen.spec.obligations import Clocking, clocking_of, spread


def build_machine(spec: Spec, machine: StateTable) -> Built:
    """Write a clocked machine: one block for the register, one for the logic."""
    clocking = clocking_of(spec)
    if isinstance(clocking, str):
        return Built(findings=(open_finding(machine.source, clocking, code="EXA103"),))
    if missing := _missing_outputs(spec, machine):
        message = f"no artefact shows the output {', '.join(map(repr, missing))}"
        return Built(findings=(open_finding(machine.source, message, code="EXA102"),))
    findings: list[Finding] = []
    codes = dict(machine.encoding) or _binary(machine.states)
    width = len(next(iter(codes.values())))
    initial = machine.initial_state or machine.states[0]
    if machine.initial_state is None or clocking.reset is None:
        findings.append(
            open_finding(
                machine.source,
                f"the state after reset is not stated; {initial!r} was taken",
                code="EXA105",
            )
        )
    if clocking.reset is not None and clocking.reset.role.asynchronous is None:
        findings.append(
            open_finding(
                machine.source,
                f"the kind of reset {clocking.reset.name!r} is not stated; synchronous was taken",
                code="EXA105",
            )
        )
    labels = {state: _label(state) for state in machine.states}
    lines = [f"localparam [{width - 1}:0]"]
    lines += [
        f"  {labels[s]} = {width}'b{codes[s]}{',' if s != machine.states[-1] else ';'}"
        for s in machine.states
    ]
    lines += [f"reg [{width - 1}:0] state, next;", "", *_register(clocking, labels[initial]), ""]
    lines += _next_block(spec, machine, labels)
    lines += ["", *_outputs(spec, machine, labels)]
    if open_edges := _open_edges(machine):
        findings.append(
            open_finding(machine.source, f"{open_edges}; the state is kept there", code="EXA105")
        )
    note = f"state table at {machine.source}, {len(machine.states)} states in {width} bits"
    return Built(
        verilog=module(spec, lines, note=f"From the {note}."),
        note=note,
        findings=tuple(findings),
        is_determined=not findings,
    )


def _missing_outputs(spec: Spec, machine: StateTable) -> list[str]:
    shown = {c.name for c in machine.outputs}
    if machine.next_state_output is not None:
        shown.add(machine.next_state_output.name)
    return [p.name for p in spec.outputs if p.name not in shown]


def _binary(states: Sequence[str]) -> dict[str, Bits]:
    width = max(1, (len(states) - 1).bit_length())
    return {state: format(index, f"0{width}b") for index, state in enumerate(states)}


def _label(state: str) -> str:
    return f"S_{state}"


def _register(clocking: Clocking, initial: str) -> list[str]:
    edge = "negedge" if clocking.clock.role.active_low else "posedge"
    reset = clocking.reset
    if reset is None:
        return [
            "initial state = " + initial + ";",
            f"always @({edge} {clocking.clock.name})",
            "  state <= next;",
        ]
    test = f"!{reset.name}" if reset.role.active_low else reset.name
    events = f"{edge} {clocking.clock.name}"
    if reset.role.asynchronous:
        events += f" or {'negedge' if reset.role.active_low else 'posedge'} {reset.name}"
    return [
        f"always @({events})",
        f"  if ({test}) state <= {initial};",
        "  else state <= next;",
    ]


def _next_block(spec: Spec, machine: StateTable, labels: dict[str, str]) -> list[str]:
    ports = {p.name: p for p in spec.ports}
    lines = ["always @(*) begin", "  next = state;", "  case (state)"]
    for state in machine.states:
        edges = [t for t in machine.transitions if t.state == state]
        lines.append(f"    {labels[state]}: begin")
        for index, edge in enumerate(edges):
            test = condition_text(machine.inputs, edge, ports)
            word = "else " if index else ""
            head = f"{word}if ({test}) " if test else word
            lines.append(f"      {head}next = {labels[edge.next_state]};")
            if not test:
                break
        lines.append("    end")
    lines += [f"    default: next = {labels[machine.initial_state or machine.states[0]]};"]
    return [*lines, "  endcase", "end"]


def condition_text(columns: Sequence[Column], edge: Transition, ports: dict[str, Port]) -> str:
    """Write the condition of an edge as an expression; empty when it always holds."""
    terms = []
    for name, bits in spread(list(zip(columns, edge.condition, strict=True)), ports):
        for bit, level in zip(bit_names(ports[name]), bits, strict=True):
            if level != "-":
                terms.append(bit if level == "1" else f"!{bit}")
    return " && ".join(terms)


def _outputs(spec: Spec, machine: StateTable, labels: dict[str, str]) -> list[str]:
    """Each output bit is a sum over the states (Moore) or the edges (Mealy) that set it."""
    ports = {p.name: p for p in spec.ports}
    lines = []
    for name in dict.fromkeys(c.name for c in machine.outputs):
        for index, target in enumerate(bit_names(ports[name])):
            terms: list[str] = []
            for state, values in machine.moore_outputs:
                bits = dict(spread(list(zip(machine.outputs, values, strict=True)), ports))[name]
                if bits[index] == "1":
                    terms.append(f"state == {labels[state]}")
            for edge in machine.transitions if machine.is_mealy else ():
                levels = dict(spread(list(zip(machine.outputs, edge.outputs, strict=True)), ports))
                if levels[name][index] == "1":
                    test = condition_text(machine.inputs, edge, ports)
                    terms.append(f"(state == {labels[edge.state]}{' && ' + test if test else ''})")
            lines.append(f"assign {target} = {' || '.join(terms) or zero()};")
    if (shown := machine.next_state_output) is not None and shown.name not in {
        c.name for c in machine.outputs
    }:
        lines.append(f"assign {shown} = state;")
    return lines


def _open_edges(machine: StateTable) -> str:
    """Say which states do not cover all inputs, empty when all do."""
    width = (
        sum(len(bits) for bits in machine.transitions[0].condition) if machine.transitions else 0
    )
    if width > 12:
        return "the transitions were not checked for completeness"
    names = []
    for state in machine.states:
        patterns = ["".join(t.condition) for t in machine.transitions if t.state == state]
        if missing_inputs(patterns, width):
            names.append(state)
    return f"not all inputs have a transition in {', '.join(names)}" if names else ""


def is_one_hot(machine: StateTable) -> bool:
    """Whether each code has exactly one bit set."""
    codes = [code for _, code in machine.encoding]
    return (
        bool(codes)
        and all(code.count("1") == 1 for code in codes)
        and len(set(codes)) == len(codes[0])
    )


def build_one_hot_logic(spec: Spec, machine: StateTable) -> Built:
    """Next-state logic by inspection: each bit is a sum of (state bit and condition)."""
    ports = {p.name: p for p in spec.ports}
    codes = dict(machine.encoding)
    if machine.state_input is None or _missing_outputs(spec, machine):
        return Built()
    state_bits = bit_names(ports[machine.state_input.name])
    own = {state: state_bits[code.index("1")] for state, code in codes.items()}
    lines = []
    if (shown := machine.next_state_output) is not None:
        targets = bit_names(ports[shown.name])
        for state, code in codes.items():
            terms = []
            for edge in machine.transitions:
                if edge.next_state == state:
                    test = condition_text(machine.inputs, edge, ports)
                    terms.append(f"({own[edge.state]}{' && ' + test if test else ''})")
            lines.append(f"assign {targets[code.index('1')]} = {' || '.join(terms) or zero()};")
    for name in dict.fromkeys(c.name for c in machine.outputs):
        for index, target in enumerate(bit_names(ports[name])):
            terms = [
                own[state]
                for state, values in machine.moore_outputs
                if dict(spread(list(zip(machine.outputs, values, strict=True)), ports))[name][index]
                == "1"
            ]
            lines.append(f"assign {target} = {' | '.join(terms) or zero()};")
    note = f"one-hot state table at {machine.source}, by inspection"
    return Built(
        verilog=module(spec, lines, note=f"From the {note}."), note=note, is_determined=True
    )


def zero() -> str:
    """The constant of an output that nothing sets."""
    return "1'b0"

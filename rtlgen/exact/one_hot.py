"""Next-state logic over one-hot codes, written by inspection.

A minimiser would have to look at all 2^n codes; by inspection each bit of the next state is a sum
of (state bit and condition), which is also what designers expect for codes that never occur.
"""

from __future__ import annotations

from rtlgen.exact.combinational import Built, open_finding
from rtlgen.exact.emit import module
from rtlgen.exact.machine import condition_text, missing_outputs, output_bits
from rtlgen.spec.model import Bits, Port, Spec, StateTable
from rtlgen.spec.obligations import column_bits


def is_one_hot(machine: StateTable) -> bool:
    """Whether each code has exactly one bit set, and each bit is the one of a state."""
    codes = [code for _, code in machine.encoding]
    return (
        bool(codes)
        and all(code.count("1") == 1 for code in codes)
        and len(set(codes)) == len(codes[0])
    )


def build_one_hot_logic(spec: Spec, machine: StateTable) -> Built:
    """Write a module that gets the present state on a port."""
    ports = {p.name: p for p in spec.ports}
    if missing := missing_outputs(spec, machine):
        message = f"no artefact shows the output {', '.join(map(repr, missing))}"
        return Built(findings=(open_finding(machine.source, message, code="EXA102"),))
    own = _bit_of_state(machine, ports)
    sums = _next_bits(machine, own, ports)
    lines = []
    if (shown := machine.next_state_output) is not None:
        targets = column_bits(shown, ports)
        lines += [f"assign {t} = {s};" for t, s in zip(targets, sums, strict=True)]
    for column, index in machine.next_state_bits:
        lines.append(f"assign {column} = {sums[-1 - index]};")
    lines += [f"assign {target} = {text};" for target, text in output_bits(machine, ports, own)]
    note = f"one-hot state table at {machine.source}, by inspection"
    return Built(
        verilog=module(spec, lines, note=f"From the {note}."), note=note, is_determined=True
    )


def _bit_of_state(machine: StateTable, ports: dict[str, Port]) -> dict[str, str]:
    bits = [bit for column in machine.state_inputs for bit in column_bits(column, ports)]
    return {state: bits[code.index("1")] for state, code in machine.encoding}


def _next_bits(machine: StateTable, own: dict[str, str], ports: dict[str, Port]) -> list[str]:
    """Return each bit of the next state as an expression, most significant first."""
    states: dict[Bits, str] = {code: state for state, code in machine.encoding}
    width = len(machine.encoding[0][1])
    sums = []
    for index in range(width):
        state = states["1".rjust(index + 1, "0").ljust(width, "0")]
        terms = []
        for edge in machine.transitions:
            if edge.next_state == state:
                test = condition_text(machine.inputs, edge.condition, ports)
                terms.append(f"({own[edge.state]}{' && ' + test if test else ''})")
        sums.append(" || ".join(terms) or "1'b0")
    return sums

"""Clocked state machines from state tables: a register, next-state logic, outputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rtlgen.exact.combinational import Built, expand, open_finding
from rtlgen.exact.emit import bit_names, fresh_name, module
from rtlgen.exact.minimise import MAX_VARIABLES, minimise
from rtlgen.finding import Finding
from rtlgen.spec.artefacts.truth_table import missing_inputs
from rtlgen.spec.model import Bits, Column, Encoding, Port, Spec, StateTable
from rtlgen.spec.obligations import Clocking, clocking_of, cut, homing, spread

_MAX_COUNTED = 12
"""Most input bits for which it is looked whether all of them have an edge."""


def build_machine(spec: Spec, machine: StateTable, encoding: Encoding | None = None) -> Built:
    """Write a clocked machine.

    Args:
        spec: Its module.
        machine: The states.
        encoding: How to code states whose codes the text leaves open; None = as the text names
            it, else binary.
    """
    clocking = clocking_of(spec)
    if isinstance(clocking, str):
        return Built(findings=(open_finding(machine.source, clocking, code="EXA103"),))
    if missing := missing_outputs(spec, machine):
        message = f"no artefact shows the output {', '.join(map(repr, missing))}"
        return Built(findings=(open_finding(machine.source, message, code="EXA102"),))
    findings = list(_open_points(machine, clocking))
    codes = codes_of(machine, encoding)
    lines = machine_lines(spec, machine, clocking, codes)
    width = len(next(iter(codes.values())))
    bits = "1 bit" if width == 1 else f"{width} bits"
    note = f"state table at {machine.source}, {len(machine.states)} states in {bits}"
    return Built(
        verilog=module(spec, lines, note=f"From the {note}."), note=note,
        findings=tuple(findings), is_determined=not findings,
    )  # fmt: skip


def missing_outputs(spec: Spec, machine: StateTable) -> list[str]:
    """Return the outputs of a module that its state table does not show."""
    shown = {c.name for c in machine.outputs}
    shown |= {c.name for c in (machine.state_output, machine.next_state_output) if c is not None}
    shown |= {c.name for c, _ in machine.next_state_bits}
    return [p.name for p in spec.outputs if p.name not in shown]


def codes_of(machine: StateTable, encoding: Encoding | None = None) -> dict[str, Bits]:
    """Return the code of each state: those of the text, else by the encoding."""
    if machine.encoding:
        return dict(machine.encoding)
    count = len(machine.states)
    width = max(1, (count - 1).bit_length())
    match encoding or machine.style:
        case Encoding.ONE_HOT:
            numbers, width = [1 << index for index in range(count)], count
        case Encoding.GRAY:
            numbers = [index ^ index >> 1 for index in range(count)]
        case _:
            numbers = list(range(count))
    return {s: format(n, f"0{width}b") for s, n in zip(machine.states, numbers, strict=True)}


def _open_points(machine: StateTable, clocking: Clocking) -> Iterator[Finding]:
    """What the text leaves open, and what was taken."""
    initial, reset = initial_state(machine), clocking.reset
    if reset is None and homing(machine) is None:
        text = f"the module has no reset; it was made to start in {initial!r}"
        yield open_finding(machine.source, text, code="EXA105")
    if reset is not None and machine.initial_state is None:
        text = f"the state after reset is not stated; {initial!r} was taken"
        yield open_finding(machine.source, text, code="EXA105")
    if reset is not None and reset.role.asynchronous is None:
        text = f"the kind of reset {reset.name!r} is not stated; synchronous was taken"
        yield open_finding(machine.source, text, code="EXA105")
    if open_edges := _open_edges(machine):
        text = f"{open_edges}; the state is kept there"
        yield open_finding(machine.source, text, code="EXA105")


def initial_state(machine: StateTable) -> str:
    """Return the state after reset; the first one where the text does not say."""
    return machine.initial_state or machine.states[0]


def machine_lines(
    spec: Spec, machine: StateTable, clocking: Clocking, codes: dict[str, Bits] | None = None
) -> list[str]:
    """Return the body of a module that shows the outputs of a machine."""
    codes = codes or codes_of(machine)
    width = len(next(iter(codes.values())))
    taken = {port.name for port in spec.ports}
    state, following = fresh_name("state", taken), fresh_name("next", taken)
    labels = {name: fresh_name(f"S_{name}", taken) for name in machine.states}
    last = machine.states[-1]
    constants = [f"  {labels[s]} = {width}'b{codes[s]}{';' if s == last else ','}"
                 for s in machine.states]  # fmt: skip
    return [
        f"localparam [{width - 1}:0]", *constants, f"reg [{width - 1}:0] {state}, {following};", "",
        *_register(clocking, state, following, labels[initial_state(machine)]), "",
        *_next_block(spec, machine, labels, state, following), "",
        *_outputs(spec, machine, labels, state, following),
    ]  # fmt: skip


def _register(clocking: Clocking, state: str, following: str, initial: str) -> list[str]:
    edge = "negedge" if clocking.clock.role.active_low else "posedge"
    reset = clocking.reset
    events = f"{edge} {clocking.clock.name}"
    if reset is None:
        return [
            f"initial {state} = {initial};",
            f"always @({events})",
            f"  {state} <= {following};",
        ]
    test = f"!{reset.name}" if reset.role.active_low else reset.name
    if reset.role.asynchronous:
        events += f" or {'negedge' if reset.role.active_low else 'posedge'} {reset.name}"
    return [
        f"always @({events})",
        f"  if ({test}) {state} <= {initial};",
        f"  else {state} <= {following};",
    ]


def _next_block(
    spec: Spec, machine: StateTable, labels: dict[str, str], state: str, following: str
) -> list[str]:
    ports = {p.name: p for p in spec.ports}
    lines = ["always @(*) begin", f"  {following} = {state};", f"  case ({state})"]
    for name in machine.states:
        moves = list(_moves(machine, name, ports))
        for index, (test, target) in enumerate(moves):
            label = f"{labels[name]}: " if index == 0 else " " * (len(labels[name]) + 2)
            word = "else " if index else ""
            test = f"if ({test}) " if test else ""
            lines.append(f"    {label}{word}{test}{following} = {labels[target]};")
        if not moves:
            lines.append(f"    {labels[name]}: ;")
    lines.append(f"    default: {following} = {labels[initial_state(machine)]};")
    return [*lines, "  endcase", "end"]


def _moves(machine: StateTable, state: str, ports: dict[str, Port]) -> Iterator[tuple[str, str]]:
    """Yield (condition, next state) for each state that follows; it is kept otherwise."""
    edges = [edge for edge in machine.transitions if edge.state == state]
    patterns = ["".join(edge.condition) for edge in edges]
    width = len(patterns[0]) if patterns else 0
    is_whole = bool(edges) and width <= _MAX_COUNTED and not missing_inputs(patterns, width)
    targets = list(dict.fromkeys(edge.next_state for edge in edges))
    leaving = [target for target in targets if target != state]
    for target in leaving:
        chosen = [p for p, edge in zip(patterns, edges, strict=True) if edge.next_state == target]
        # When nothing stays, what is left for the last state needs no condition.
        is_rest = is_whole and len(leaving) == len(targets) and target == targets[-1]
        yield "" if is_rest else _any_of(machine, chosen, ports), target


def _any_of(machine: StateTable, patterns: Sequence[Bits], ports: dict[str, Port]) -> str:
    """Write that one of some input patterns holds, minimised; empty when it always does."""
    if len(patterns[0]) <= MAX_VARIABLES:
        numbers = frozenset().union(*(expand(pattern) for pattern in patterns))
        patterns = minimise(len(patterns[0]), numbers)
    cubes = [tuple(b for _, b in cut(machine.inputs, p, ports)) for p in patterns]
    texts = [condition_text(machine.inputs, cube, ports) for cube in cubes]
    if "" in texts:
        return ""
    return texts[0] if len(texts) == 1 else " || ".join(
        f"({text})" if "&&" in text else text for text in texts
    )  # fmt: skip


def condition_text(
    columns: Sequence[Column], condition: Sequence[Bits], ports: dict[str, Port]
) -> str:
    """Write the condition of an edge as an expression; empty when it always holds."""
    terms = []
    for name, bits in spread(list(zip(columns, condition, strict=True)), ports):
        for bit, level in zip(bit_names(ports[name]), bits, strict=True):
            if level != "-":
                terms.append(bit if level == "1" else f"!{bit}")
    return " && ".join(terms)


def _outputs(
    spec: Spec, machine: StateTable, labels: dict[str, str], state: str, following: str
) -> list[str]:
    """Each output bit is a sum over the states (Moore) or the edges (Mealy) that set it."""
    ports = {p.name: p for p in spec.ports}
    tests = {s: f"{state} == {label}" for s, label in labels.items()}
    lines = [
        f"assign {target} = {text};" for target, text in output_bits(machine, ports, tests)
    ]  # fmt: skip
    if machine.state_output is not None:
        lines.append(f"assign {machine.state_output} = {state};")
    if machine.next_state_output is not None:
        lines.append(f"assign {machine.next_state_output} = {following};")
    return lines


def output_bits(
    machine: StateTable, ports: dict[str, Port], tests: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield (output bit, expression) for all outputs.

    Args:
        machine: The state table.
        ports: The ports by name.
        tests: state → expression that holds in it.
    """
    for name in dict.fromkeys(c.name for c in machine.outputs):
        for index, target in enumerate(bit_names(ports[name])):
            terms = [
                tests[state]
                for state, values in machine.moore_outputs
                if _bit(machine, values, name, index, ports) == "1"
            ]
            for edge in machine.transitions if machine.is_mealy else ():
                if _bit(machine, edge.outputs, name, index, ports) == "1":
                    test = condition_text(machine.inputs, edge.condition, ports)
                    whole = f"{tests[edge.state]} && {test}" if test else tests[edge.state]
                    terms.append(f"({whole})" if test else whole)
            terms = list(dict.fromkeys(terms))
            text = " || ".join(terms) if terms else "1'b0"
            yield target, text


def _bit(
    machine: StateTable, values: Sequence[Bits], name: str, index: int, ports: dict[str, Port]
) -> str:
    levels = dict(spread(list(zip(machine.outputs, values, strict=True)), ports))
    return levels[name][index] if name in levels else "-"


def _open_edges(machine: StateTable) -> str:
    """Say which states do not cover all inputs, empty when all do."""
    width = (
        sum(len(bits) for bits in machine.transitions[0].condition) if machine.transitions else 0
    )
    if width > _MAX_COUNTED:
        return "the transitions were not checked for completeness"
    names = []
    for state in machine.states:
        patterns = ["".join(t.condition) for t in machine.transitions if t.state == state]
        if missing_inputs(patterns, width):
            names.append(state)
    return f"not all inputs have a transition in {', '.join(names)}" if names else ""

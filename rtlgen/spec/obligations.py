"""From artefacts to demands that a machine can check.

A state machine is walked from its reset: each edge of it is taken at least once, and the outputs
are compared after every step. Tables and maps become one vector per row or cell. A waveform is
replayed as it was drawn.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.finding import Finding, Severity
from rtlgen.spec.artefacts.truth_table import missing_inputs
from rtlgen.spec.model import (
    Artefact,
    Bits,
    Column,
    Direction,
    Figure,
    KarnaughMap,
    Obligation,
    ObligationKind,
    Port,
    Spec,
    StateTable,
    Transition,
    TruthTable,
    Vector,
    Waveform,
)

_Levels = tuple[tuple[str, Bits], ...]
MAX_CONDITIONS = 256
"""Most input combinations of a machine that are walked from each state."""


def derive_obligations(spec: Spec) -> tuple[tuple[Obligation, ...], tuple[Finding, ...]]:
    """Turn every artefact of a specification into obligations.

    Returns:
        The obligations, and a finding for each artefact that demands nothing checkable.
    """
    obligations: list[Obligation] = []
    findings: list[Finding] = []
    for artefact in spec.artefacts:
        made = _derive(artefact, spec, findings)
        if isinstance(made, Obligation):
            obligations.append(made)
        elif made is not None:
            findings.append(
                Finding(
                    code="SPEC401", severity=Severity.NOTE, path=artefact.source.path,
                    line=artefact.source.line, message=f"nothing is checked against this: {made}",
                )
            )  # fmt: skip
    return tuple(obligations), tuple(findings)


def _derive(artefact: Artefact, spec: Spec, findings: list[Finding]) -> Obligation | str | None:
    match artefact:
        case TruthTable():
            return _from_table(artefact, spec)
        case KarnaughMap():
            return _from_map(artefact, spec)
        case StateTable():
            if artefact.state_input is not None:
                return _from_next_state_logic(artefact, spec)
            return _from_machine(artefact, spec, findings)
        case Waveform():
            return _from_waveform(artefact, spec)
        case Figure():
            return "a figure is not read"


def spread(cells: Sequence[tuple[Column, Bits]], ports: dict[str, Port]) -> _Levels:
    """Put bits of columns into whole ports; bits that no column names are `-`."""
    whole: dict[str, list[str]] = {}
    for column, bits in cells:
        port = ports[column.name]
        levels = whole.setdefault(column.name, ["-"] * port.width)
        if column.high is None or column.low is None:
            levels[:] = bits
            continue
        step = -1 if column.high >= column.low else 1
        for index, bit in zip(range(column.high, column.low + step, step), bits, strict=True):
            at = index - (port.lsb - port.width + 1) if port.is_ascending else (
                port.lsb + port.width - 1 - index
            )  # fmt: skip
            levels[at] = bit
    return tuple((name, "".join(levels)) for name, levels in whole.items())


def _ports(spec: Spec) -> dict[str, Port]:
    return {port.name: port for port in spec.ports}


def _from_table(table: TruthTable, spec: Spec) -> Obligation | str:
    if table.is_clocked:
        return _from_clocked_table(table, spec)
    ports = _ports(spec)
    vectors = tuple(
        Vector(
            inputs=spread(list(zip(table.inputs, row.inputs, strict=True)), ports),
            expected=spread(list(zip(table.outputs, row.outputs, strict=True)), ports),
            line=row.line,
        )
        for row in table.rows
    )
    patterns = ["".join(row.inputs) for row in table.rows]
    width = len(patterns[0])
    is_whole = width <= 16 and not missing_inputs(patterns, width) and not spec.clocks
    shown = {c.name for c in table.outputs if c.high is None}
    return Obligation(
        name=f"truth table at {table.source}", kind=ObligationKind.COMBINATIONAL, vectors=vectors,
        source=table.source, is_complete=is_whole and shown == {p.name for p in spec.outputs},
    )  # fmt: skip


def _from_clocked_table(table: TruthTable, spec: Spec) -> Obligation | str:
    """Each row is a run of its own only when the state can be loaded; else rows that need none."""
    clocking = clocking_of(spec)
    if isinstance(clocking, str):
        return clocking
    fed_back = {c for c in table.inputs if c in table.outputs}
    steps: list[Vector] = list(clocking.reset_steps())
    for row in table.rows:
        known = [(c, b) for c, b in zip(table.inputs, row.inputs, strict=True) if c not in fed_back]
        if any(
            "1" in b or "0" in b
            for c, b in zip(table.inputs, row.inputs, strict=True)
            if c in fed_back
        ):
            continue
        levels = _driven(spread(known, _ports(spec)))
        wanted = spread(list(zip(table.outputs, row.outputs, strict=True)), _ports(spec))
        steps += clocking.cycle(levels, wanted, row.line)
    if not any(step.expected for step in steps):
        return "every row depends on the value before the edge"
    return Obligation(
        name=f"clocked table at {table.source}", kind=ObligationKind.SEQUENCE,
        vectors=tuple(steps), source=table.source,
    )  # fmt: skip


def _from_map(karnaugh: KarnaughMap, spec: Spec) -> Obligation:
    ports = _ports(spec)
    vectors = []
    for row, column, value in karnaugh.cells:
        cells = [
            *_cut(karnaugh.row_variables, row, ports),
            *_cut(karnaugh.column_variables, column, ports),
        ]
        expected = spread([(karnaugh.output, value)], ports)
        vectors.append(
            Vector(inputs=spread(cells, ports), expected=expected, line=karnaugh.source.line)
        )
    whole = {p.name for p in spec.outputs} == {karnaugh.output.name}
    return Obligation(
        name=f"Karnaugh map at {karnaugh.source}", kind=ObligationKind.COMBINATIONAL,
        vectors=tuple(vectors), source=karnaugh.source, is_complete=whole and not spec.clocks,
    )  # fmt: skip


def _cut(
    columns: Sequence[Column], bits: Bits, ports: dict[str, Port]
) -> list[tuple[Column, Bits]]:
    cells, at = [], 0
    for column in columns:
        width = (
            1 + abs(column.high - column.low)
            if column.high is not None and column.low is not None
            else ports[column.name].width
        )
        cells.append((column, bits[at : at + width]))
        at += width
    return cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocking:
    """How to clock and reset a design."""

    clock: Port
    reset: Port | None
    inputs: tuple[Port, ...]
    """All other inputs."""

    @property
    def idle(self) -> Bits:
        """Level of the clock before its active edge."""
        return "1" if self.clock.role.active_low else "0"

    @property
    def active(self) -> Bits:
        """Level of the clock after its active edge."""
        return "0" if self.clock.role.active_low else "1"

    def reset_level(self, *, asserted: bool) -> _Levels:
        """Level of the reset, where there is one."""
        if self.reset is None:
            return ()
        return ((self.reset.name, "1" if asserted != self.reset.role.active_low else "0"),)

    def reset_steps(self) -> tuple[Vector, ...]:
        """Two cycles in reset, with all other inputs at 0."""
        if self.reset is None:
            return ()
        zero = tuple((p.name, "0" * p.width) for p in self.inputs)
        low = Vector(
            inputs=((self.clock.name, self.idle), *self.reset_level(asserted=True), *zero),
            expected=(),
        )
        high = Vector(inputs=((self.clock.name, self.active),), expected=())
        return (low, high, Vector(inputs=((self.clock.name, self.idle),), expected=()), high)

    def cycle(self, levels: _Levels, expected: _Levels, line: int) -> tuple[Vector, ...]:
        """One cycle: the inputs change while the clock rests, then comes the active edge."""
        rest = Vector(
            inputs=((self.clock.name, self.idle), *self.reset_level(asserted=False), *levels),
            expected=(), line=line,
        )  # fmt: skip
        edge = Vector(inputs=((self.clock.name, self.active),), expected=expected, line=line)
        return (rest, edge)


def clocking_of(spec: Spec) -> Clocking | str:
    """Return how a design with one clock is driven, or why it cannot be."""
    if len(spec.clocks) != 1:
        return f"the module has {len(spec.clocks)} clocks, one is needed"
    if len(spec.resets) > 1:
        return f"the module has {len(spec.resets)} resets, at most one is understood"
    reset = spec.resets[0] if spec.resets else None
    others = tuple(p for p in spec.inputs if p not in (spec.clocks[0], reset))
    return Clocking(clock=spec.clocks[0], reset=reset, inputs=others)


def _driven(levels: _Levels) -> _Levels:
    """A run drives every bit: what does not matter is 0."""
    return tuple((name, bits.replace("-", "0").replace("x", "0")) for name, bits in levels)


def _conditions(machine: StateTable) -> list[tuple[Bits, ...]] | None:
    """All combinations of the machine's inputs, or None when there are too many."""
    widths = [len(bits) for bits in machine.transitions[0].condition] if machine.transitions else []
    if sum(widths) > 8:
        return None
    return [
        tuple(combination)
        for combination in itertools.product(
            *([format(n, f"0{w}b") for n in range(1 << w)] for w in widths)
        )
    ]


def find_transition(
    machine: StateTable, state: str, condition: tuple[Bits, ...]
) -> Transition | None:
    """Return the edge that a state takes for fully known inputs."""
    for edge in machine.transitions:
        if edge.state == state and all(
            all(p in ("-", b) for p, b in zip(pattern, bits, strict=True))
            for pattern, bits in zip(edge.condition, condition, strict=True)
        ):
            return edge
    return None


def _expected(
    machine: StateTable, state: str, condition: tuple[Bits, ...], ports: dict[str, Port]
) -> _Levels:
    """Outputs in a state under the present inputs."""
    cells: list[tuple[Column, Bits]] = []
    moore = dict(machine.moore_outputs).get(state)
    if moore is not None:
        cells += zip(machine.outputs, moore, strict=True)
    elif machine.is_mealy and (edge := find_transition(machine, state, condition)):
        cells += zip(machine.outputs, edge.outputs, strict=True)
    code = dict(machine.encoding).get(state)
    if machine.next_state_output is not None and code is not None and machine.state_input is None:
        cells.append((machine.next_state_output, code))
    return spread([(c, b) for c, b in cells if c.name in ports], ports)


def _from_machine(machine: StateTable, spec: Spec, findings: list[Finding]) -> Obligation | str:
    clocking = clocking_of(spec)
    if isinstance(clocking, str):
        return clocking
    if clocking.reset is None:
        return "the module has no reset, so its first state is not known"
    conditions = _conditions(machine)
    if conditions is None:
        return "the machine has more than 8 input bits"
    initial = machine.initial_state
    if initial is None:
        initial = machine.states[0]
        findings.append(
            Finding(
                code="SPEC402", severity=Severity.WARNING, path=machine.source.path,
                line=machine.source.line, message="the text does not say which state follows a "
                f"reset; {initial!r} was assumed", remedy=f"write `resets to state {initial}`",
            )
        )  # fmt: skip
    ports = _ports(spec)
    steps = list(clocking.reset_steps())
    for state, path, condition in _walks(machine, initial, conditions):
        for taken, before in path:
            steps += _take(machine, clocking, before, taken, ports)
        steps += _take(machine, clocking, state, condition, ports)
    steps += _reset_again(machine, clocking, initial, ports)
    if not any(step.expected for step in steps):
        return "the machine shows no outputs"
    return Obligation(
        name=f"state machine at {machine.source}", kind=ObligationKind.SEQUENCE,
        vectors=tuple(steps), source=machine.source,
        is_complete=all(
            find_transition(machine, s, c) for s in machine.states for c in conditions
        ),
    )  # fmt: skip


def _take(
    machine: StateTable, clocking: Clocking, state: str, condition: tuple[Bits, ...],
    ports: dict[str, Port],
) -> tuple[Vector, ...]:  # fmt: skip
    """Drive the inputs, compare the outputs before the edge, clock, and compare after it."""
    edge = find_transition(machine, state, condition)
    line = edge.line if edge else machine.source.line
    levels = _driven(spread(list(zip(machine.inputs, condition, strict=True)), ports))
    after = _expected(machine, edge.next_state, condition, ports) if edge else ()
    rest, clocked = clocking.cycle(levels, after, line)
    before = _expected(machine, state, condition, ports)
    return (Vector(inputs=rest.inputs, expected=before, line=line), clocked)


def _walks(
    machine: StateTable, initial: str, conditions: Sequence[tuple[Bits, ...]]
) -> list[tuple[str, list[tuple[tuple[Bits, ...], str]], tuple[Bits, ...]]]:
    """Plan a tour that takes each edge: (state, way to it, condition) one after the other."""
    todo = {(s, c) for s in machine.states for c in conditions if find_transition(machine, s, c)}
    walks: list[tuple[str, list[tuple[tuple[Bits, ...], str]], tuple[Bits, ...]]] = []
    here = initial
    while True:
        way = _way(machine, here, conditions, todo)
        if way is None:
            return walks
        path, state, condition = way
        todo.discard((state, condition))
        for taken, before in path:
            todo.discard((before, taken))
        walks.append((state, path, condition))
        edge = find_transition(machine, state, condition)
        here = edge.next_state if edge else initial


def _way(
    machine: StateTable, start: str, conditions: Sequence[tuple[Bits, ...]],
    todo: set[tuple[str, tuple[Bits, ...]]],
) -> tuple[list[tuple[tuple[Bits, ...], str]], str, tuple[Bits, ...]] | None:  # fmt: skip
    """Find the nearest state with an edge that was not taken (breadth first)."""
    queue: deque[tuple[str, list[tuple[tuple[Bits, ...], str]]]] = deque([(start, [])])
    seen = {start}
    while queue:
        state, path = queue.popleft()
        for condition in conditions:
            if (state, condition) in todo:
                return path, state, condition
        for condition in conditions:
            edge = find_transition(machine, state, condition)
            if edge and edge.next_state not in seen:
                seen.add(edge.next_state)
                queue.append((edge.next_state, [*path, (condition, state)]))
    return None


def _reset_again(
    machine: StateTable, clocking: Clocking, initial: str, ports: dict[str, Port]
) -> tuple[Vector, ...]:
    """Reset in the middle of the run; the kind of reset is told apart where the text states it."""
    reset = clocking.reset
    if reset is None:
        return ()
    zero = (
        tuple("0" * len(bits) for bits in machine.transitions[0].condition)
        if machine.transitions
        else ()
    )
    levels = _driven(spread(list(zip(machine.inputs, zero, strict=True)), ports))
    outputs = _expected(machine, initial, zero, ports)
    asserted = clocking.reset_level(asserted=True)
    early = outputs if reset.role.asynchronous else ()
    return (
        Vector(inputs=((clocking.clock.name, clocking.idle), *asserted, *levels), expected=early),
        Vector(inputs=((clocking.clock.name, clocking.active),), expected=outputs),
    )


def _from_next_state_logic(machine: StateTable, spec: Spec) -> Obligation | str:
    """Next-state logic: the present state is an input, so each edge is one vector."""
    ports, codes = _ports(spec), dict(machine.encoding)
    if machine.state_input is None or not codes:
        return "the codes of the states are not stated"
    vectors = []
    for edge in machine.transitions:
        cells = [(machine.state_input, codes[edge.state])]
        cells += zip(machine.inputs, edge.condition, strict=True)
        wanted: list[tuple[Column, Bits]] = []
        if machine.next_state_output is not None:
            wanted.append((machine.next_state_output, codes[edge.next_state]))
        moore = dict(machine.moore_outputs).get(edge.state)
        wanted += zip(machine.outputs, moore or edge.outputs, strict=False)
        if wanted:
            vectors.append(
                Vector(inputs=spread(cells, ports), expected=spread(wanted, ports), line=edge.line)
            )
    if not vectors:
        return "the table demands no output"
    covered = {n for v in vectors for n, _ in v.expected} == {p.name for p in spec.outputs}
    # One-hot logic is written by inspection: what happens outside the codes is left open here.
    return Obligation(
        name=f"next-state logic at {machine.source}", kind=ObligationKind.COMBINATIONAL,
        vectors=tuple(vectors), source=machine.source, is_complete=covered and not spec.clocks,
    )  # fmt: skip


def _from_waveform(waveform: Waveform, spec: Spec) -> Obligation | str:
    ports = _ports(spec)
    given = [
        (i, c) for i, c in enumerate(waveform.columns) if ports[c.name].direction is Direction.INPUT
    ]
    shown = [
        (i, c)
        for i, c in enumerate(waveform.columns)
        if ports[c.name].direction is Direction.OUTPUT
    ]
    vectors = []
    for sample in waveform.samples:
        inputs = spread([(c, sample.values[i]) for i, c in given], ports)
        wanted = spread([(c, sample.values[i].replace("x", "-")) for i, c in shown], ports)
        expected = tuple((n, bits) for n, bits in wanted if set(bits) != {"-"})
        vectors.append(
            Vector(
                inputs=tuple((n, bits.replace("-", "x")) for n, bits in inputs),
                expected=expected, line=sample.line,
            )
        )  # fmt: skip
    if not any(vector.expected for vector in vectors):
        return "the waveform shows no known output"
    return Obligation(
        name=f"waveform at {waveform.source}", kind=ObligationKind.SEQUENCE,
        vectors=tuple(vectors), source=waveform.source,
    )  # fmt: skip

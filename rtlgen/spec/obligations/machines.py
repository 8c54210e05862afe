"""State machines: a walk that takes each edge, or one vector for each edge of next-state logic."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rtlgen.finding import Finding, Severity
from rtlgen.spec.model import (
    Bits,
    Column,
    Obligation,
    ObligationKind,
    Port,
    Spec,
    StateTable,
    Transition,
    Vector,
)
from rtlgen.spec.obligations.clocking import Clocking, clocking_of
from rtlgen.spec.obligations.levels import Levels, cut, driven, meets, ports_of, spread

_MAX_BITS = 8
"""Most input bits of a machine whose combinations are all walked from each state."""
_Condition: TypeAlias = tuple[Bits, ...]
_Stop: TypeAlias = tuple[str, _Condition]
"""A state and the inputs that are applied in it."""


def find_transition(
    machine: StateTable, state: str, condition: tuple[Bits, ...]
) -> Transition | None:
    """Return the edge that a state takes for fully known inputs."""
    for edge in machine.transitions:
        if edge.state == state and all(map(meets, edge.condition, condition)):
            return edge
    return None


def homing(machine: StateTable) -> tuple[tuple[Bits, ...], str] | None:
    """Return inputs that lead from every state to the same one, and that state; None = none do."""
    for condition in conditions_of(machine) or ():
        edges = [find_transition(machine, state, condition) for state in machine.states]
        targets = {edge.next_state if edge else None for edge in edges}
        if len(targets) == 1 and (target := targets.pop()) is not None:
            return condition, target
    return None


def from_machine(machine: StateTable, spec: Spec, findings: list[Finding]) -> Obligation | str:
    """Walk a clocked machine; what had to be assumed is added to the findings."""
    clocking = clocking_of(spec)
    if isinstance(clocking, str):
        return clocking
    conditions = conditions_of(machine)
    if conditions is None:
        return f"the machine has more than {_MAX_BITS} input bits"
    walk = _Walk(machine=machine, clocking=clocking, ports=ports_of(spec), conditions=conditions)
    entry = _entry(walk, findings)
    if entry is None:
        return "the module has no reset, so its first state is not known"
    here, steps = entry
    for stop in walk.tour(here):
        steps += walk.take(*stop)
    if clocking.reset is not None and machine.initial_state is not None:
        steps += walk.reset_again(machine.initial_state)
    if not any(step.expected for step in steps):
        return "the machine shows no outputs"
    is_whole = all(find_transition(machine, s, c) for s in machine.states for c in conditions)
    return Obligation(
        name=f"state machine at {machine.source}", kind=ObligationKind.SEQUENCE,
        vectors=tuple(steps), source=machine.source, is_complete=is_whole,
    )  # fmt: skip


def conditions_of(machine: StateTable, *, most: int = _MAX_BITS) -> list[_Condition] | None:
    """All combinations of the machine's inputs, or None when they have more bits than `most`."""
    widths = [len(bits) for bits in machine.transitions[0].condition] if machine.transitions else []
    if sum(widths) > most:
        return None
    choices = ([format(n, f"0{w}b") for n in range(1 << w)] for w in widths)
    return [tuple(combination) for combination in itertools.product(*choices)]


def shown_in(machine: StateTable, state: str, edge: Transition | None) -> list[tuple[Column, Bits]]:
    """Return what a machine shows in a state with the edge that its inputs choose."""
    codes = dict(machine.encoding)
    cells: list[tuple[Column, Bits]] = []
    moore = dict(machine.moore_outputs).get(state)
    if moore is not None:
        cells += zip(machine.outputs, moore, strict=True)
    elif edge is not None and edge.outputs:
        cells += zip(machine.outputs, edge.outputs, strict=True)
    if machine.state_output is not None and state in codes:
        cells.append((machine.state_output, codes[state]))
    if machine.next_state_output is not None and edge and edge.next_state in codes:
        cells.append((machine.next_state_output, codes[edge.next_state]))
    return cells


def _entry(walk: _Walk, findings: list[Finding]) -> tuple[str, list[Vector]] | None:
    """Return the state in which the walk begins, and the steps that lead there.

    That is the state after a reset; else one that some inputs lead to from every state; else, with
    a reset, the first state is assumed.
    """
    machine, clocking = walk.machine, walk.clocking
    steps = list(clocking.reset_steps())
    if machine.initial_state is not None and clocking.reset is not None:
        return machine.initial_state, steps
    if (found := homing(machine)) is not None:
        condition, state = found
        return state, [*steps, *clocking.cycle(walk.levels(condition), (), machine.source.line)]
    if clocking.reset is None:
        return None
    initial = machine.states[0]
    findings.append(
        Finding(
            code="SPEC402", severity=Severity.WARNING, path=machine.source.path,
            line=machine.source.line, message="the text does not say which state follows a "
            f"reset; {initial!r} was assumed", remedy=f"write `resets to state {initial}`",
        )
    )  # fmt: skip
    return initial, steps


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """A machine and how it is driven."""

    machine: StateTable
    clocking: Clocking
    ports: Mapping[str, Port]
    conditions: Sequence[_Condition]

    def levels(self, condition: _Condition) -> Levels:
        """Inputs of a condition, for whole ports."""
        return driven(spread(list(zip(self.machine.inputs, condition, strict=True)), self.ports))

    def tour(self, start: str) -> list[_Stop]:
        """Plan a tour that takes each edge that can be reached, the nearest one first."""
        todo = {
            (s, c)
            for s in self.machine.states
            for c in self.conditions
            if find_transition(self.machine, s, c)
        }
        stops: list[_Stop] = []
        here = start
        while (way := self._way(here, todo)) is not None:
            stops += way
            todo -= set(way)
            state, condition = way[-1]
            edge = find_transition(self.machine, state, condition)
            here = edge.next_state if edge else start
        return stops

    def _way(self, start: str, todo: set[_Stop]) -> list[_Stop] | None:
        """Find the nearest state with an edge that was not taken (breadth first)."""
        queue: deque[tuple[str, list[_Stop]]] = deque([(start, [])])
        seen = {start}
        while queue:
            state, path = queue.popleft()
            for condition in self.conditions:
                if (state, condition) in todo:
                    return [*path, (state, condition)]
            for condition in self.conditions:
                edge = find_transition(self.machine, state, condition)
                if edge and edge.next_state not in seen:
                    seen.add(edge.next_state)
                    queue.append((edge.next_state, [*path, (state, condition)]))
        return None

    def take(self, state: str, condition: _Condition) -> tuple[Vector, ...]:
        """Drive the inputs, compare the outputs before the edge, clock, and compare after it."""
        edge = find_transition(self.machine, state, condition)
        line = edge.line if edge else self.machine.source.line
        after = self._expected(edge.next_state, condition) if edge else ()
        rest, clocked = self.clocking.cycle(self.levels(condition), after, line)
        before = self._expected(state, condition)
        return (Vector(inputs=rest.inputs, expected=before, line=line), clocked)

    def _expected(self, state: str, condition: _Condition) -> Levels:
        """Outputs in a state under the present inputs."""
        edge = find_transition(self.machine, state, condition)
        cells = shown_in(self.machine, state, edge)
        return spread([(c, b) for c, b in cells if c.name in self.ports], self.ports)

    def reset_again(self, initial: str) -> tuple[Vector, ...]:
        """Reset at the end of the tour; the kind of reset is told apart where it is stated."""
        clocking = self.clocking
        if clocking.reset is None:
            return ()
        name = clocking.reset.name  # which may also be an input of the machine
        levels = [item for item in self.levels(self.conditions[0]) if item[0] != name]
        outputs = self._expected(initial, self.conditions[0])
        asserted = clocking.reset_level(asserted=True)
        early = outputs if clocking.reset.role.asynchronous else ()
        idle, active = (clocking.clock.name, clocking.idle), (clocking.clock.name, clocking.active)
        return (
            Vector(inputs=(idle, *asserted, *levels), expected=early),
            Vector(inputs=(active,), expected=outputs),
        )


def from_next_state_logic(machine: StateTable, spec: Spec) -> Obligation | str:
    """Next-state logic: the present state is an input, so each edge is one vector."""
    ports, codes = ports_of(spec), dict(machine.encoding)
    if not codes:
        return "the codes of the states are not stated"
    vectors = []
    for edge in machine.transitions:
        code, following = codes[edge.state], codes[edge.next_state]
        cells = cut(machine.state_inputs, code, ports)
        cells += zip(machine.inputs, edge.condition, strict=True)
        wanted = [(column, following[-1 - index]) for column, index in machine.next_state_bits]
        if machine.next_state_output is not None:
            wanted.append((machine.next_state_output, following))
        moore = dict(machine.moore_outputs).get(edge.state)
        wanted += zip(machine.outputs, moore or edge.outputs, strict=False)
        if wanted:
            vectors.append(
                Vector(inputs=spread(cells, ports), expected=spread(wanted, ports), line=edge.line)
            )
    if not vectors:
        return "the table demands no output"
    covered = {n for v in vectors for n, _ in v.expected} == {p.name for p in spec.outputs}
    # What happens outside the codes is left open.
    return Obligation(
        name=f"next-state logic at {machine.source}", kind=ObligationKind.COMBINATIONAL,
        vectors=tuple(vectors), source=machine.source, is_complete=covered and not spec.clocks,
    )  # fmt: skip

"""The smallest state machine whose states are not shown, found with Z3.

The states over time, the transitions and the outputs are Booleans; the number of states grows
until the samples can be satisfied. States are numbered in the order in which they are first
entered, so two solutions are two machines and not one with other names.

Sources: M. Heule, S. Verwer, "Exact DFA identification using SAT solvers", ICGI 2010 (the
encoding); E. M. Gold, "Complexity of automaton identification from given data", 1978.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rtlgen.exact.waveform.timeline import Levels, Timeline, is_active_edge, is_asserted
from rtlgen.spec.model import Bits, Column, Port, SourceRef, StateTable, Transition
from rtlgen.spec.obligations import Clocking

MAX_STATES = 8
MAX_INPUT_BITS = 4
_MAX_STEPS = 400
_EFFORT = 20_000_000
"""Z3's resource units for one question; a count, so that answers do not depend on the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The smallest machine that was found."""

    table: StateTable
    other: StateTable | None
    """Another one with as many states."""


@dataclass(slots=True)
class _Step:
    """The time between two edges: one state."""

    seen: list[tuple[Bits, Bits]] = field(default_factory=list)
    """(inputs, outputs) of the samples."""
    taken: Bits | None = None
    """Inputs at the edge that ends it; None at a reset, at the end, or when unknown."""
    is_reset: bool = False
    """The state is the one after a reset."""


def find_machine(
    timelines: Sequence[Timeline], inputs: Sequence[Port], outputs: Sequence[Port],
    clocking: Clocking, source: SourceRef,
) -> Machine | None:  # fmt: skip
    """Find a machine for some outputs, or None when there is no small one.

    Args:
        timelines: The samples.
        inputs: Data inputs, together at most `MAX_INPUT_BITS` bits.
        outputs: What the machine must show; Moore machines are preferred to Mealy machines.
        clocking: Clock and reset.
        source: Of the waveform.
    """
    if sum(port.width for port in inputs) > MAX_INPUT_BITS:
        return None
    steps = [step for line in timelines for step in _steps(line, inputs, outputs, clocking)]
    if len(steps) > _MAX_STEPS:
        return None
    demanded = len({(t, i, o) for t, step in enumerate(steps) for i, o in step.seen})
    width = sum(port.width for port in inputs)
    for count in range(1, MAX_STATES + 1):
        # A machine that takes more to write down than the samples explains nothing.
        if count * (count.bit_length() << width) > 2 * demanded:
            return None
        for is_mealy in (False, True) if width else (False,):
            puzzle = _Puzzle(steps, count, is_mealy=is_mealy)
            if (model := puzzle.solve()) is None:
                continue
            table = puzzle.table(model, inputs, outputs, source)
            puzzle.exclude(model)
            second = puzzle.solve()
            other = puzzle.table(second, inputs, outputs, source) if second else None
            return Machine(table=table, other=other)
    return None


def _steps(
    timeline: Timeline, inputs: Sequence[Port], outputs: Sequence[Port], clocking: Clocking
) -> list[_Step]:
    steps = [_Step()]
    before: Levels | None = None
    for now in timeline:
        reset = clocking.reset
        if before is not None and is_active_edge(clocking.clock, before, now):
            in_reset = reset is not None and is_asserted(reset, before)
            if not in_reset:
                steps[-1].taken = _word(before, inputs)
            steps.append(_Step(is_reset=in_reset))
        is_set = reset is not None and reset.role.asynchronous and is_asserted(reset, now)
        if is_set and not steps[-1].is_reset:
            steps[-1].taken = None
            steps.append(_Step(is_reset=True))
        steps[-1].seen.append((_word(now, inputs), _word(now, outputs)))
        before = now
    return steps


def _word(levels: Levels, ports: Sequence[Port]) -> Bits:
    return "".join(levels[port.name] for port in ports)


class _Puzzle:
    """The question whether a machine with a number of states fits."""

    def __init__(self, steps: Sequence[_Step], count: int, *, is_mealy: bool) -> None:
        import z3

        self.z3: Any = z3
        self.steps, self.count, self.is_mealy = steps, count, is_mealy
        self.solver: Any = z3.Solver()
        self.solver.set("rlimit", _EFFORT)
        self.state = [[z3.Bool(f"s{t}_{k}") for k in range(count)] for t in range(len(steps))]
        self.edges: dict[Bits, list[list[Any]]] = {}
        self.shown: dict[tuple[Bits, int], list[Any]] = {}
        for row in self.state:
            self._one_of(row)
        for time, step in enumerate(steps):
            self._step(time, step)
        self._number_states()

    def _one_of(self, row: Sequence[Any]) -> None:
        self.solver.add(self.z3.PbEq([(flag, 1) for flag in row], 1))

    def _step(self, time: int, step: _Step) -> None:
        z3 = self.z3
        if step.is_reset:
            self.solver.add(self.state[time][0])
        if step.taken is not None and set(step.taken) <= {"0", "1"}:
            edges = self._edges_of(step.taken)
            for k, one in enumerate(self.state[time]):
                for j, other in enumerate(self.state[time + 1]):
                    self.solver.add(z3.Implies(z3.And(one, edges[k][j]), other))
        for given, wanted in step.seen:
            if self.is_mealy and not set(given) <= {"0", "1"}:
                continue
            for index, bit in enumerate(wanted):
                if bit not in "01":
                    continue
                flags = self._shown_by(given if self.is_mealy else "", index)
                for one, flag in zip(self.state[time], flags, strict=True):
                    self.solver.add(z3.Implies(one, flag == z3.BoolVal(bit == "1")))

    def _edges_of(self, given: Bits) -> list[list[Any]]:
        if given not in self.edges:
            n = self.count
            rows = [[self.z3.Bool(f"d{given}_{k}_{j}") for j in range(n)] for k in range(n)]
            for row in rows:
                self._one_of(row)
            self.edges[given] = rows
        return self.edges[given]

    def _shown_by(self, given: Bits, index: int) -> list[Any]:
        return self.shown.setdefault(
            (given, index), [self.z3.Bool(f"o{given}_{index}_{k}") for k in range(self.count)]
        )

    @property
    def _start(self) -> int:
        """The first step whose state is known to be 0: that of a reset, else the first of all."""
        return next((t for t, step in enumerate(self.steps) if step.is_reset), 0)

    def _number_states(self) -> None:
        """A state is entered only after the one before it."""
        start = self._start
        self.solver.add(self.state[start][0])
        for k in range(1, self.count):
            for time in range(start, len(self.state)):
                earlier = [self.state[t][k - 1] for t in range(start, time)]
                self.solver.add(self.z3.Implies(self.state[time][k], self.z3.Or(*earlier)))

    def solve(self) -> Any | None:
        """Return a model, or None."""
        if self.solver.check() != self.z3.sat:
            return None
        return self.solver.model()

    def exclude(self, model: Any) -> None:
        """Ask for another machine: one that goes another way through its states.

        What it does before the first reset tells nothing.
        """
        self.solver.add(
            self.z3.Or(
                *(
                    self.z3.Not(flag)
                    for row in self.state[self._start :]
                    for flag in row
                    if self.z3.is_true(model.eval(flag, model_completion=True))
                )
            )
        )

    def _number(self, model: Any, row: Sequence[Any]) -> int:
        return next(
            k for k, flag in enumerate(row)
            if self.z3.is_true(model.eval(flag, model_completion=True))
        )  # fmt: skip

    def table(
        self, model: Any, inputs: Sequence[Port], outputs: Sequence[Port], source: SourceRef
    ) -> StateTable:
        """Turn a model into a state table of the edges that were taken."""
        path = [self._number(model, row) for row in self.state]
        taken = {
            (path[t], step.taken): path[t + 1]
            for t, step in enumerate(self.steps)
            if step.taken is not None and set(step.taken) <= {"0", "1"}
        }
        names = [str(k) for k in range(self.count)]
        transitions = tuple(
            Transition(
                state=names[k], condition=_cut(given, inputs), next_state=names[target],
                outputs=self._outputs(model, k, given, outputs) if self.is_mealy else (),
                line=source.line,
            )
            for (k, given), target in sorted(taken.items())
        )  # fmt: skip
        moore = () if self.is_mealy else tuple(
            (name, self._outputs(model, k, "", outputs)) for k, name in enumerate(names)
        )  # fmt: skip
        return StateTable(
            states=tuple(names), inputs=tuple(Column(name=p.name) for p in inputs),
            outputs=tuple(Column(name=p.name) for p in outputs), transitions=transitions,
            moore_outputs=moore, initial_state=names[0],
            source=source,
        )  # fmt: skip

    def _outputs(
        self, model: Any, state: int, given: Bits, outputs: Sequence[Port]
    ) -> tuple[Bits, ...]:
        bits = ""
        for index in range(sum(port.width for port in outputs)):
            flags = self.shown.get((given, index))
            value = None if flags is None else model.eval(flags[state])
            bits += "-" if value is None or not self.z3.is_bool(value) else (
                "1" if self.z3.is_true(value) else "0" if self.z3.is_false(value) else "-"
            )  # fmt: skip
        return _cut(bits, outputs)


def _cut(bits: Bits, ports: Sequence[Port]) -> tuple[Bits, ...]:
    parts, at = [], 0
    for port in ports:
        parts.append(bits[at : at + port.width])
        at += port.width
    return tuple(parts)

"""Two descriptions of one state machine, for example a diagram and a table.

They are compared edge by edge where they call their states alike, and by a run of both at once
where they do not.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator

from rtlgen.consistency.contradictions import Contradiction
from rtlgen.spec.model import Bits, SourceRef, Spec, StateTable, Transition
from rtlgen.spec.obligations import conditions_of, find_transition
from rtlgen.spec.obligations.levels import clash


def machine_contradictions(spec: Spec) -> Iterator[Contradiction]:
    """Yield the first contradiction of each two state tables with the same inputs."""
    machines = [
        artefact
        for artefact in spec.artefacts
        if isinstance(artefact, StateTable) and not artefact.state_inputs
    ]
    for one, other in itertools.combinations(machines, 2):
        if set(one.inputs) != set(other.inputs):
            continue
        pair = _Pair(one, other)
        found = pair.by_names() if pair.has_same_names else pair.by_runs()
        if found is not None:
            yield found


class _Pair:
    """Two machines with the same inputs, perhaps in another order."""

    def __init__(self, one: StateTable, other: StateTable) -> None:
        self._one, self._other = one, other
        self._names = {name.lower(): name for name in other.states}
        self.has_same_names = {name.lower() for name in one.states} == set(self._names)

    def by_names(self) -> Contradiction | None:
        """Compare what stands for each state and condition."""
        first, second = self._one.initial_state, self._other.initial_state
        if first is not None and second is not None and first.lower() != second.lower():
            return self._told(None, None, "after a reset", f"state {first}", f"state {second}")
        for state in self._one.states:
            for condition in self._conditions():
                found = self._differ(state, self._names[state.lower()], condition)
                if found is not None:
                    return found
        return None

    def by_runs(self) -> Contradiction | None:
        """Run both from their first states; their names say nothing, only outputs count."""
        first, second = self._one.initial_state, self._other.initial_state
        if first is None or second is None:
            return None
        queue = deque([(first, second)])
        seen = {(first, second)}
        while queue:
            state, twin = queue.popleft()
            for condition in self._conditions():
                found = self._differ(state, twin, condition, is_named=False)
                if found is not None:
                    return found
                edge, its = self._edges(state, twin, condition)
                if edge is None or its is None:
                    continue
                following = (edge.next_state, its.next_state)
                if following not in seen:
                    seen.add(following)
                    queue.append(following)
        return None

    def _conditions(self) -> Iterator[tuple[Bits, ...]]:
        """All inputs, in the order of the first machine."""
        return iter(conditions_of(self._one) or ())

    def _edges(
        self, state: str, twin: str, condition: tuple[Bits, ...]
    ) -> tuple[Transition | None, Transition | None]:
        known = dict(zip(self._one.inputs, condition, strict=True))
        its = tuple(known[column] for column in self._other.inputs)
        return (
            find_transition(self._one, state, condition), find_transition(self._other, twin, its)
        )  # fmt: skip

    def _differ(
        self, state: str, twin: str, condition: tuple[Bits, ...], *, is_named: bool = True
    ) -> Contradiction | None:
        edge, its = self._edges(state, twin, condition)
        levels = ", ".join(f"{c} = {b}" for c, b in zip(self._one.inputs, condition, strict=True))
        where = f"in state {state}" + (f", {levels}" if levels else "")
        if is_named and edge and its and edge.next_state.lower() != its.next_state.lower():
            return self._told(
                edge, its, where, f"next state {edge.next_state}", f"next state {its.next_state}"
            )
        shown = [_shows(self._one, state, edge), _shows(self._other, twin, its)]
        for column in shown[0]:
            if column in shown[1] and clash(shown[0][column], shown[1][column]):
                first, second = (f"{column} = {side[column]}" for side in shown)
                return self._told(edge, its, where, first, second)
        return None

    def _told(
        self, edge: Transition | None, its: Transition | None, where: str, first: str, second: str
    ) -> Contradiction:
        places = [
            SourceRef(path=m.source.path, line=e.line if e and e.line else m.source.line)
            for m, e in ((self._one, edge), (self._other, its))
        ]
        return Contradiction(
            first="one state table", first_place=places[0], second="the other",
            second_place=places[1], witness=where, demands=(first, second),
        )  # fmt: skip


def _shows(machine: StateTable, state: str, edge: Transition | None) -> dict[str, Bits]:
    """Outputs in a state, by column."""
    moore = dict(machine.moore_outputs).get(state)
    bits = moore if moore is not None else edge.outputs if edge is not None else ()
    shown = {str(column): value for column, value in zip(machine.outputs, bits, strict=False)}
    code = dict(machine.encoding).get(state)
    if machine.state_output is not None and code is not None:
        shown[str(machine.state_output)] = code
    return shown

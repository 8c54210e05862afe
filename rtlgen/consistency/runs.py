"""A waveform of a module with a clock, against machines and clocked tables.

The machine is run along the waveform. All states are possible at first; a reset or what the
waveform shows rules states out. When none is left, the two cannot both be right. Where a level is
unknown, or the machine has no edge, everything stays possible: nothing is claimed then.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from rtlgen.consistency.clocked import table_clash
from rtlgen.consistency.contradictions import Contradiction
from rtlgen.consistency.shown import Shown
from rtlgen.spec.model import (
    Bits,
    Column,
    SourceRef,
    Spec,
    StateTable,
    TruthTable,
    Waveform,
)
from rtlgen.spec.obligations import Clocking, clocking_of, find_transition, shown_in
from rtlgen.spec.obligations.levels import clash

_MOST_UNKNOWN = 6
"""Bits of one condition whose values are all tried."""


def run_contradictions(spec: Spec) -> Iterator[Contradiction]:
    """Yield the first contradiction of each waveform with each machine and clocked table."""
    clocking = clocking_of(spec)
    if isinstance(clocking, str):
        return
    for waveform in spec.artefacts:
        if not isinstance(waveform, Waveform):
            continue
        shown = Shown(spec, waveform)
        if clocking.clock.name not in shown.names:
            continue
        for artefact in spec.artefacts:
            found = None
            if isinstance(artefact, StateTable) and not artefact.state_inputs:
                found = _Run(spec, clocking, artefact, shown).first_clash()
            elif isinstance(artefact, TruthTable) and artefact.is_clocked:
                found = table_clash(clocking, artefact, shown)
            if found is not None:
                yield found


@dataclass
class _Run:
    """A machine along a waveform."""

    spec: Spec
    clocking: Clocking
    machine: StateTable
    shown: Shown
    possible: set[str] = field(init=False)
    _came: str = ""
    """How the machine came to where it is, for messages."""

    def __post_init__(self) -> None:
        self.possible = set(self.machine.states)

    def first_clash(self) -> Contradiction | None:
        """Run; return the first sample at which no state is left."""
        for sample in range(len(self.shown.samples)):
            before = set(self.possible)
            self._advance(sample)
            reached = set(self.possible)
            self.possible = {s for s in reached if self._agrees(s, sample)}
            if not self.possible:
                return self._told(sample, before, reached)
        return None

    def _advance(self, sample: int) -> None:
        """Follow clock and reset from the sample before."""
        reset = self.clocking.reset
        edge = self.shown.has_edge(sample, self.clocking)
        asserted = None if reset is None else self._is_reset(sample)
        asynchronous = None if reset is None else reset.role.asynchronous
        initial = self._initial()
        if asserted and asynchronous:
            self.possible = initial
        elif edge is None:
            self.possible = set(self.machine.states)
        elif edge:
            self._clock(sample, initial)
        elif asserted is not False and reset is not None and asynchronous is not False:
            self.possible |= initial

    def _clock(self, sample: int, initial: set[str]) -> None:
        held = self.clocking.reset is not None and self._is_reset(sample - 1)
        if self.clocking.reset is not None and held is not False:
            stays = set() if held else self._followers(sample)
            self.possible = initial | stays
            return
        self.possible = self._followers(sample)

    def _followers(self, sample: int) -> set[str]:
        return {t for s in self.possible for t in self._next(s, sample - 1)}

    def _initial(self) -> set[str]:
        initial = self.machine.initial_state
        return {initial} if initial is not None else set(self.machine.states)

    def _is_reset(self, sample: int) -> bool | None:
        reset = self.clocking.reset
        assert reset is not None  # noqa: S101 - asked only where there is one
        level = self.shown.at(sample, Column(name=reset.name))
        return None if level not in "01" else (level == "1") != reset.role.active_low

    def _conditions(self, sample: int) -> Iterator[tuple[Bits, ...]] | None:
        """All known conditions that the inputs at a sample may mean; None = too many."""
        levels = [self.shown.at(sample, column) for column in self.machine.inputs]
        open_bits = sum(bit not in "01" for bits in levels for bit in bits)
        if open_bits > _MOST_UNKNOWN:
            return None
        choices = [["01" if bit not in "01" else bit for bit in bits] for bits in levels]
        each = [["".join(bits) for bits in itertools.product(*column)] for column in choices]
        return itertools.product(*each)

    def _next(self, state: str, sample: int) -> set[str]:
        conditions = self._conditions(sample)
        if conditions is None:
            return set(self.machine.states)
        found: set[str] = set()
        for condition in conditions:
            edge = find_transition(self.machine, state, condition)
            if edge is None:
                return set(self.machine.states)
            found.add(edge.next_state)
        return found

    def _agrees(self, state: str, sample: int) -> bool:
        """Whether a state may show the outputs of a sample, for some meaning of its inputs."""
        conditions = self._conditions(sample)
        if conditions is None:
            return True
        return any(
            all(
                not clash(bits, self.shown.at(sample, column))
                for column, bits in self._shows(state, condition)
            )
            for condition in conditions
        )

    def _shows(self, state: str, condition: tuple[Bits, ...]) -> list[tuple[Column, Bits]]:
        """Return what the machine shows in a state, on ports."""
        edge = find_transition(self.machine, state, condition)
        ports = {port.name for port in self.spec.ports}
        return [cell for cell in shown_in(self.machine, state, edge) if cell[0].name in ports]

    def _told(self, sample: int, before: set[str], reached: set[str]) -> Contradiction:
        """Say what one of the states would show; that all of them differ is known."""
        state = min(reached, key=self.machine.states.index)
        conditions = self._conditions(sample)
        condition = next(iter(conditions)) if conditions is not None else ()
        shows = [(c, b) for c, b in self._shows(state, condition) if c.name in self.shown.names]
        clashing = next(c for c, b in shows if clash(b, self.shown.at(sample, c)))
        return Contradiction(
            first="the state table", first_place=self._line_of(sample, before),
            second="the waveform", second_place=self.shown.line(sample, clashing),
            witness=self._witness(sample, reached),
            demands=(
                ", ".join(f"{column} = {bits}" for column, bits in shows),
                ", ".join(f"{column} = {self.shown.at(sample, column)}" for column, _ in shows),
            ),
        )  # fmt: skip

    def _line_of(self, sample: int, before: set[str]) -> SourceRef:
        """The edge that was taken, where it is known which."""
        source = self.machine.source
        conditions = self._conditions(sample - 1) if sample else None
        if conditions is not None and len(before) == 1:
            edge = find_transition(self.machine, next(iter(before)), next(iter(conditions)))
            if edge is not None and edge.line:
                return SourceRef(path=source.path, line=edge.line)
        return source

    def _witness(self, sample: int, reached: set[str]) -> str:
        states = " or ".join(s for s in self.machine.states if s in reached)
        levels = [f"{c} = {self.shown.at(sample, c)}" for c in self.machine.inputs]
        time = f"at time {self.shown.samples[sample].time:g}"
        return f"{time} in state {states}" + (f", {', '.join(levels)}" if levels else "")

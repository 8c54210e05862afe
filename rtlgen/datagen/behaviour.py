"""What a design does, in Python: written from the idea, not from the Verilog.

A behaviour answers step by step, see `rtlgen.verdict.TraceStep`: it is given the levels of all
inputs (None = not known) and returns those of the outputs (None = open).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, Protocol, TypeVar

S = TypeVar("S")
Levels = Mapping[str, int]
Known = Mapping[str, int | None]


class Behaviour(Protocol):
    """One run from power-up."""

    def step(self, levels: Known) -> Known:
        """Return the outputs after the inputs have taken these levels; an output left out is open.

        Args:
            levels: All inputs, clocks among them.
        """
        ...


class Combinational:
    """The outputs are a function of the inputs."""

    def __init__(self, function: Callable[[Levels], Known]) -> None:
        """Take the function; it is asked only when all inputs are known."""
        self._function = function

    def step(self, levels: Known) -> Known:
        """See `Behaviour`."""
        known = {name: level for name, level in levels.items() if level is not None}
        return self._function(known) if len(known) == len(levels) else {}


class Clocked(Generic[S]):
    """A state that changes at an edge of one clock, and may be reset.

    At power-up the state is not known; before the first reset all outputs are open. A design
    without reset starts in `first`.
    """

    def __init__(
        self,
        *,
        clock: str,
        update: Callable[[S, Levels], S],
        outputs: Callable[[S, Levels], Known],
        first: S,
        is_falling: bool = False,
        reset: str | None = None,
        is_reset_low: bool = False,
        is_asynchronous: bool = False,
    ) -> None:
        """Take the parts.

        Args:
            clock: Name of the clock.
            update: The next state, from the state and the inputs just before the edge.
            outputs: The outputs, from the state and the inputs now.
            first: The state that a reset sets.
            is_falling: The falling edge is the active one.
            reset: Name of the reset; None = there is none.
            is_reset_low: It resets at 0.
            is_asynchronous: It resets without waiting for the clock.
        """
        self._clock, self._update, self._outputs, self._first = clock, update, outputs, first
        self._is_falling, self._is_asynchronous = is_falling, is_asynchronous
        self._reset, self._asserted = reset, 0 if is_reset_low else 1
        self._state: S | None = first if reset is None else None
        self._before: Known = {}

    def step(self, levels: Known) -> Known:
        """See `Behaviour`."""
        if self._is_edge(levels):
            self._tick()
        if self._is_asynchronous and self._is_reset(levels):
            self._state = self._first
        self._before = dict(levels)
        known = {name: level for name, level in levels.items() if level is not None}
        if self._state is None or len(known) < len(levels):
            return {}
        return self._outputs(self._state, known)

    def _is_edge(self, levels: Known) -> bool:
        rising = (self._before.get(self._clock), levels[self._clock])
        return rising == ((1, 0) if self._is_falling else (0, 1))

    def _is_reset(self, levels: Known) -> bool:
        return self._reset is not None and levels.get(self._reset) == self._asserted

    def _tick(self) -> None:
        """Take the data of the step before: they are what the edge sees."""
        before = {name: level for name, level in self._before.items() if level is not None}
        if self._is_reset(self._before):
            self._state = self._first
        elif self._state is not None:
            is_whole = len(before) == len(self._before)
            self._state = self._update(self._state, before) if is_whole else None

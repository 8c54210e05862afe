"""How a design with one clock is clocked and reset."""

from __future__ import annotations

from dataclasses import dataclass

from rtlgen.spec.model import Bits, Port, Spec, Vector
from rtlgen.spec.obligations.levels import Levels


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

    def reset_level(self, *, asserted: bool) -> Levels:
        """Level of the reset, where there is one."""
        if self.reset is None:
            return ()
        return ((self.reset.name, "1" if asserted != self.reset.role.active_low else "0"),)

    def reset_steps(self) -> tuple[Vector, ...]:
        """Two cycles in reset, with all other inputs at 0; without a reset only those zeros."""
        zero = tuple((p.name, "0" * p.width) for p in self.inputs)
        if self.reset is None:
            return (Vector(inputs=((self.clock.name, self.idle), *zero), expected=()),)
        low = Vector(
            inputs=((self.clock.name, self.idle), *self.reset_level(asserted=True), *zero),
            expected=(),
        )
        high = Vector(inputs=((self.clock.name, self.active),), expected=())
        return (low, high, Vector(inputs=((self.clock.name, self.idle),), expected=()), high)

    def cycle(self, levels: Levels, expected: Levels, line: int) -> tuple[Vector, ...]:
        """One cycle: the inputs change while the clock rests, then comes the active edge."""
        stated = {name for name, _ in levels}
        reset = [x for x in self.reset_level(asserted=False) if x[0] not in stated]
        rest = Vector(
            inputs=((self.clock.name, self.idle), *reset, *levels), expected=(), line=line
        )
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

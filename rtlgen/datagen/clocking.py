"""Clocks and resets: how they are named, written and described."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Clocked, Known, Levels, S
from rtlgen.datagen.drawn import input_port
from rtlgen.spec.model import Port, Role, RoleKind

_CLOCKS = ("clk", "clk", "clk", "clock", "clk_i")
_RESETS = {False: ("rst", "reset", "areset", "clear"), True: ("rst_n", "resetn", "rstn", "nreset")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocking:
    """The clock and the reset of a design."""

    clock: str
    is_falling: bool = False
    reset: str | None = None
    is_low: bool = False
    """The reset is asserted at 0."""
    is_asynchronous: bool = False

    @property
    def ports(self) -> tuple[Port, ...]:
        """The ports of both."""
        clock = input_port(self.clock, role=Role(kind=RoleKind.CLOCK, active_low=self.is_falling))
        if self.reset is None:
            return (clock,)
        role = Role(kind=RoleKind.RESET, active_low=self.is_low, asynchronous=self.is_asynchronous)
        return (clock, input_port(self.reset, role=role))

    @property
    def event(self) -> str:
        """What an `always` block waits for."""
        edge = "negedge" if self.is_falling else "posedge"
        if self.reset is None or not self.is_asynchronous:
            return f"@({edge} {self.clock})"
        return f"@({edge} {self.clock} or {'negedge' if self.is_low else 'posedge'} {self.reset})"

    def block(self, reset: str, update: str, *, indent: str = "    ") -> str:
        """Write the clocked block.

        Args:
            reset: Assignments under reset.
            update: Statements otherwise; a single one, or several lines in `begin … end`.
            indent: Before each line.
        """
        lines = [f"always {self.event}"]
        if self.reset is None:
            lines += _shifted(update, 1)
        else:
            test = f"!{self.reset}" if self.is_low else self.reset
            lines += [f"    if ({test})", *_shifted(reset, 2), "    else", *_shifted(update, 2)]
        return "\n".join(f"{indent}{line}" for line in lines) + "\n"

    def says(self, rng: random.Random, state: str) -> str:
        """Describe both: `on the rising edge of clk; an active-high … reset sets STATE`."""
        edge = "falling (negative)" if self.is_falling else rng.choice(("rising", "positive"))
        text = rng.choice((f"on the {edge} edge of `{self.clock}`", f"at each {edge} clock edge"))
        if self.reset is None:
            return f"Everything happens {text}."
        kind = "asynchronous" if self.is_asynchronous else "synchronous"
        level, number = ("active-low", 0) if self.is_low else ("active-high", 1)
        reset = rng.choice(
            (
                f"The {level} {kind} reset `{self.reset}` {state}.",
                f"`{self.reset}` is a reset, {kind} and {level}: at {number} it {state}.",
                f"When the {kind} reset `{self.reset}` is {number}, it {state}.",
            )
        )
        return f"Everything happens {text}. {reset}"

    def behaviour(
        self, first: S, update: Callable[[S, Levels], S], outputs: Callable[[S, Levels], Known]
    ) -> Callable[[], Clocked[S]]:
        """Return what makes runs of a design with this clock and reset."""
        return lambda: Clocked(
            clock=self.clock, is_falling=self.is_falling, reset=self.reset,
            is_reset_low=self.is_low, is_asynchronous=self.is_asynchronous, first=first,
            update=update, outputs=outputs,
        )  # fmt: skip


def draw_clocking(rng: random.Random, *, must_reset: bool = True) -> Clocking:
    """Draw names, edges and levels; without reset only where the design finds its state itself."""
    clock, is_falling = rng.choice(_CLOCKS), rng.random() < 0.1
    if not must_reset and rng.random() < 0.5:
        return Clocking(clock=clock, is_falling=is_falling)
    is_low, is_asynchronous = rng.random() < 0.35, rng.random() < 0.45
    names = _RESETS[is_low]
    reset = rng.choice([name for name in names if is_asynchronous or name != "areset"])
    return Clocking(
        clock=clock, is_falling=is_falling, reset=reset, is_low=is_low,
        is_asynchronous=is_asynchronous,
    )  # fmt: skip


def _shifted(text: str, steps: int) -> list[str]:
    return [f"{'    ' * steps}{line}" for line in text.rstrip("\n").split("\n")]

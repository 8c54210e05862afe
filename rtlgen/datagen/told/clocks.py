"""Clocks and resets in further words."""

from __future__ import annotations

from rtlgen.datagen.clocking import Clocking


def clocks(clocking: Clocking, state: str, number: int) -> str:
    """Describe a clock and a reset in one of four ways.

    Args:
        clocking: Both.
        state: What the reset does, like `sets STATE`.
        number: Chooses the way.
    """
    clock, edge = clocking.clock, "falling" if clocking.is_falling else "rising"
    short, change = ("negedge", "1 to 0") if clocking.is_falling else ("posedge", "0 to 1")
    number %= 4
    start = (
        f"Clock: {short} of `{clock}`.",
        f"All flip-flops are triggered by the {edge} edge of {clock}.",
        f"The process waits for {clocking.event}.",
        f"An active edge is a change of `{clock}` from {change}.",
    )[number]
    if clocking.reset is None:
        return start
    reset, level = clocking.reset, "low" if clocking.is_low else "high"
    high = 0 if clocking.is_low else 1
    if clocking.is_asynchronous:
        ends = (
            f"Reset: {reset}, asynchronous, active {level}; it {state}.",
            f"As soon as {reset} is {high}, it {state}, without waiting for the clock.",
            f"As long as {reset} is {high}, it {state}, with priority over the clock.",
            f"Driving `{reset}` {level} needs no clock edge: at once it {state}.",
        )
    else:
        ends = (
            f"Reset: {reset}, synchronous, active {level}; it {state}.",
            f"An edge that finds {reset} = {high} {state}; between edges {reset} has no effect.",
            f"If {reset} is {high} at that event, it {state}, whatever else is wanted.",
            f"When `{reset}` is {level} at an active edge, it {state}, before any other rule.",
        )
    return f"{start} {ends[number]}"

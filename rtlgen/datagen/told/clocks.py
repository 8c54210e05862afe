"""Clocks and resets in further words."""

from __future__ import annotations

from rtlgen.datagen.clocking import Clocking


def clocks(clocking: Clocking, does: str) -> tuple[str, ...]:
    """Describe a clock and a reset in eight ways.

    Args:
        clocking: Both.
        does: What the reset does, like `sets q to 0`.
    """
    starts = _edges(clocking)
    if clocking.reset is None:
        return (*starts, *_without_reset(clocking))
    ends = _at_once(clocking, does) if clocking.is_asynchronous else _at_edges(clocking, does)
    together = (f"{start} {end}" for start, end in zip(starts, ends, strict=True))
    return (*together, *_with_reset(clocking, does))


def _edges(clocking: Clocking) -> tuple[str, ...]:
    clock, edge = clocking.clock, "falling" if clocking.is_falling else "rising"
    short, change = ("negedge", "1 to 0") if clocking.is_falling else ("posedge", "0 to 1")
    return (
        f"Clock: {short} of `{clock}`.",
        f"All flip-flops are triggered by the {edge} edge of {clock}.",
        f"The process waits for {clocking.event}.",
        f"An active edge is a change of `{clock}` from {change}.",
    )


def _at_once(clocking: Clocking, does: str) -> tuple[str, ...]:
    """Describe an asynchronous reset."""
    reset, level, high = clocking.reset, *_level(clocking)
    return (
        f"Reset: {reset}, asynchronous, active {level}; it {does}.",
        f"As soon as {reset} is {high}, it {does}, without waiting for the clock.",
        f"As long as {reset} is {high}, it {does}, with priority over the clock.",
        f"Driving `{reset}` {level} needs no clock edge: at once it {does}.",
    )


def _at_edges(clocking: Clocking, does: str) -> tuple[str, ...]:
    """Describe a synchronous reset."""
    reset, level, high = clocking.reset, *_level(clocking)
    return (
        f"Reset: {reset}, synchronous, active {level}; it {does}.",
        f"An edge that finds {reset} = {high} {does}; between edges {reset} has no effect.",
        f"If {reset} is {high} at that event, it {does}, whatever else is wanted.",
        f"When `{reset}` is {level} at an active edge, it {does}, before any other rule.",
    )


def _without_reset(clocking: Clocking) -> tuple[str, ...]:
    clock = clocking.clock
    edge, verb = ("negedge", "falling") if clocking.is_falling else ("posedge", "rising")
    return (
        f"Clocked by the {verb} edge of `{clock}`, without a reset.",
        f"State changes at {edge} {clock}; no reset exists.",
        f"A {verb} edge on `{clock}` is the only thing that changes a register, since there "
        f"is no reset input.",
        f"`{clock}` acts at its {verb} edges, and nothing resets the circuit.",
    )


def _with_reset(clocking: Clocking, does: str) -> tuple[str, ...]:
    clock, reset, level, number = clocking.clock, clocking.reset, *_level(clocking)
    edge, verb = ("negedge", "falling") if clocking.is_falling else ("posedge", "rising")
    kind = "asynchronous" if clocking.is_asynchronous else "synchronous"
    wait = (
        "at once, without waiting for an edge"
        if clocking.is_asynchronous
        else f"but only when a {verb} edge samples it"
    )
    return (
        f"Clocked by the {verb} edge of `{clock}`; `{reset}`, an active-{level} {kind} reset that "
        f"wins over all else, {does}.",
        f"State changes at {edge} {clock}. Reset: {reset}, {kind}, active {level}; it {does}.",
        f"The {verb} edge of `{clock}` is the one that counts. Whenever `{reset}` is {level}, it "
        f"{does}, {wait}.",
        f"`{clock}` acts at its {verb} edges. The reset is {kind}: a {number} on `{reset}` "
        f"{does}, whatever the rest says.",
    )


def _level(clocking: Clocking) -> tuple[str, int]:
    return ("low", 0) if clocking.is_low else ("high", 1)

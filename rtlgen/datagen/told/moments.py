"""Clock and reset of a design in further words."""

from __future__ import annotations

from rtlgen.datagen.clocking import Clocking


def moments(clocking: Clocking, does: str) -> tuple[str, ...]:
    """Describe clock edge and reset in four ways; the reset `does`, as in `sets q to 0`."""
    clock, reset = clocking.clock, clocking.reset
    edge, verb = ("negedge", "falling") if clocking.is_falling else ("posedge", "rising")
    if reset is None:
        return (
            f"Clocked by the {verb} edge of `{clock}`, without a reset.",
            f"State changes at {edge} {clock}; no reset exists.",
            f"A {verb} edge on `{clock}` is the only thing that changes a register, since there "
            f"is no reset input.",
            f"`{clock}` acts at its {verb} edges, and nothing resets the circuit.",
        )
    kind = "asynchronous" if clocking.is_asynchronous else "synchronous"
    level, number = ("low", 0) if clocking.is_low else ("high", 1)
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

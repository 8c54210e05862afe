"""Clocks and resets as notes, code and short lines."""

from __future__ import annotations

from rtlgen.datagen.clocking import Clocking


def clock_lines(clocking: Clocking, values: str) -> tuple[str, ...]:
    """Describe a clock and its reset in eight ways.

    Args:
        clocking: Both; there is a reset.
        values: The state after a reset, like `q = 0`.
    """
    clock, reset = clocking.clock, clocking.reset
    kind, level = kind_of(clocking), level_of(clocking)
    edge, short = ("falling", "negedge") if clocking.is_falling else ("rising", "posedge")
    brief = "async" if clocking.is_asynchronous else "sync"
    test = f"!{reset}" if clocking.is_low else reset
    return (
        f"Clock `{clock}`, {edge} edge. Reset `{reset}`: {kind}, asserted {level}, gives {values}.",
        (
            f"Write it as always {clocking.event}, with the branch `if ({test})` first, which "
            f"gives {values}."
        ),
        _forced(clocking, values),
        (
            f"Timing notes: trigger = {short} {clock}; reset pin = {reset} (active {level}, "
            f"{kind}); reset state: {values}."
        ),
        _put(clocking, values),
        f"In short: {clock} {edge}, {reset} {brief}, active {level}, giving {values}.",
        _watched(clocking, values),
        _nested(clocking, values),
    )


def kind_of(clocking: Clocking) -> str:
    """Name the kind of the reset."""
    return "asynchronous" if clocking.is_asynchronous else "synchronous"


def level_of(clocking: Clocking) -> str:
    """Name the level at which the reset acts."""
    return "low" if clocking.is_low else "high"


def edge_of(clocking: Clocking) -> str:
    """Name the active edge of the clock."""
    return "falling" if clocking.is_falling else "rising"


def _forced(clocking: Clocking, values: str) -> str:
    goes = "low" if clocking.is_falling else "high"
    when = "at once, clock or no clock" if clocking.is_asynchronous else "at that moment instead"
    return (
        f"A step is taken each time that `{clocking.clock}` goes {goes}, unless `{clocking.reset}` "
        f"is {level_of(clocking)}, which forces {values} {when}."
    )


def _put(clocking: Clocking, values: str) -> str:
    number, edges = int(not clocking.is_low), f"{edge_of(clocking)} edges of {clocking.clock}"
    when = (
        "immediately, edge or no edge"
        if clocking.is_asynchronous
        else f"when the next {edge_of(clocking)} edge comes, not sooner"
    )
    return (
        f"Reset behaviour: {clocking.reset} = {number} puts the circuit into {values} {when}; "
        f"{clocking.reset} = {1 - number} lets it run on {edges}."
    )


def _watched(clocking: Clocking, values: str) -> str:
    clock, level, edge = clocking.clock, level_of(clocking), edge_of(clocking)
    if clocking.is_asynchronous:
        return (
            f"As for {clocking.reset}, it is watched all the time; while {level}, it wins over "
            f"{clock} and leaves {values}. Otherwise each {edge} edge of {clock} makes a step."
        )
    return (
        f"As for {clocking.reset}, it is looked at only when {clock} has a {edge} edge; found "
        f"{level} there, it wins and leaves {values}. Any other such edge makes a step."
    )


def _nested(clocking: Clocking, values: str) -> str:
    event = f"{edge_of(clocking)}_edge({clocking.clock})"
    test = f"if {clocking.reset} = '{int(not clocking.is_low)}' then ({values})"
    code = (
        f"{test} elsif {event} then (one step)"
        if clocking.is_asynchronous
        else f"if {event} then {test} else (one step)"
    )
    return f"A VHDL process would say: {code}."

"""Small Moore machines in further words."""

from __future__ import annotations

from collections.abc import Sequence

Rows = Sequence[tuple[str, tuple[str, str], str]]
"""For each state: its name, the next one at input 0 and at input 1, the digits of the output."""


def others(rows: Rows, data: str, out: str, clock: Sequence[str]) -> tuple[str, ...]:
    """Say the same in ten more ways.

    Args:
        rows: The machine; the first state is that of the reset.
        data: The input.
        out: The output.
        clock: Clock and reset, ten times.
    """
    said = (*_formal(rows, data, out), *_spoken(rows, data, out), *_strict(rows, data, out))
    return tuple(f"{text} {more}" for text, more in zip(said, clock, strict=True))


def _shown(rows: Rows) -> str:
    """Name the most frequent output and the states that have another one."""
    values = [value for _, _, value in rows]
    usual = max(sorted(set(values)), key=values.count)
    found = ", ".join(f"{value} in {name}" for name, _, value in rows if value != usual)
    return f"{usual}{' (in binary)' if len(usual) > 1 else ''}, apart from {found}"


def _formal(rows: Rows, data: str, out: str) -> tuple[str, ...]:
    width = len(rows[0][2])
    steps = " else ".join(
        f"if (state == {name}) state <= {low if low == high else f'{data} ? {high} : {low}'};"
        for name, (low, high), _ in rows
    ).removesuffix(";")
    by_value = {
        value: " || ".join(f"state == {name}" for name, _, own in rows if own == value)
        for _, _, value in rows
    }
    if width == 1:
        driven = f"{out} equals ({by_value.get('1', '')})"
    else:
        *first, final = by_value
        driven = f"{out} equals " + "".join(
            f"({by_value[value]}) ? 2'b{value} : " for value in first
        ) + f"2'b{final}"  # fmt: skip
    brief = "; ".join(f"{name}[{value}] {low}, {high}" for name, (low, high), value in rows)
    places = {name: n for n, (name, _, _) in enumerate(rows)}
    numbered = ", ".join(f"{n} for {name}" for name, n in places.items())
    pairs = ", ".join(f"({places[low]}, {places[high]})" for _, (low, high), _ in rows)
    values = ", ".join(value for _, _, value in rows)
    arms = " ".join(
        f"case {name}: {out} = {width}'b{value}; state = "
        f"{low if low == high else f'{data} ? {high} : {low}'}; break;"
        for name, (low, high), value in rows
    )
    return (
        f"On each tick, {steps}. In each state, {driven}.",
        f"A {len(rows)}-state Moore FSM (state[{out}] next for {data}=0, next for {data}=1): "
        f"{brief}.",
        f"With numbers for the states ({numbered}): s(t+1) = T[s(t)][{data}(t)] and {out}(t) = "
        f"V[s(t)], where T = ({pairs}) and V = ({values}){' in binary' if width > 1 else ''}.",
        f"Think of a loop with one pass per clock and a variable that survives it: switch (state) "
        f"{{ {arms} }}.",
    )


def _spoken(rows: Rows, data: str, out: str) -> tuple[str, ...]:
    asked = " ".join(
        f"After {name}? "
        + (f"{low}, whatever {data} is." if low == high else f"{high} on a 1, {low} on a 0.")
        for name, (low, high), _ in rows
    )
    mine = " ".join(
        f"From {name} I go on to {low} in either case."
        if low == high
        else f"From {name} I go on to {high} if {data} is high and to {low} if not."
        for name, (low, high), _ in rows
    )
    moves = [
        f"{name} to {goal}" + ("" if low == high else f" (on {data} = {level})")
        for name, (low, high), _ in rows
        for level, goal in ([(1, high)] if low == high else [(0, low), (1, high)])
        if goal != name
    ]
    names = ", ".join(name for name, _, _ in rows)
    shown = _shown(rows)
    return (
        f"Which state follows, by the level of {data}? {asked} And which level does {out} have? "
        f"It is {shown}. Build the "
        f"Moore machine.",
        f"I have sketched a controller with {len(rows)} states and one input {data}. {mine} I want "
        f"{out} to be {shown}; it must not see {data} directly.",
        f"Apart from the following moves, a clock edge leaves the state as it was: "
        f"{', '.join(moves)}. The states are {names}. Unlike in a Mealy machine, `{out}` has "
        f"nothing to do with `{data}`: it is {shown}.",
    )


def _strict(rows: Rows, data: str, out: str) -> tuple[str, ...]:
    shall = " ".join(
        f"R{n}: in {name}, {out} shall be {value}, and the next edge shall lead to "
        + (f"{low}." if low == high else f"{high} where {data} is 1 and to {low} where it is 0.")
        for n, (name, (low, high), value) in enumerate(rows, 1)
    )
    cases = " ".join(
        f"While in {name}: "
        + (f"always to {low}." if low == high else f"unless {data} is 1, to {low}; else to {high}.")
        for name, (low, high), _ in reversed(rows)
    )
    causes = "; ".join(
        f"{goal} becomes the state "
        + (" or ".join(
            f"after {name}"
            + ("" if low == high else f" with {data} {'high' if high == goal else 'low'}")
            for name, (low, high), _ in rows if goal in (low, high)
        ) or "by a reset only")
        for goal, _, _ in rows
    )  # fmt: skip
    return (
        f"{shall} The machine must be of the Moore kind"
        + ("." if len(rows[0][2]) == 1 else ", and the values of the output are binary."),
        f"{cases} That is where an edge goes. The output `{out}` goes by the state alone: "
        f"{_shown(rows)}.",
        f"`{out}` is decoded from the state: {_shown(rows)}. Going backwards from the states, "
        f"{causes}. The level of {data} counts at the edge.",
    )

"""Counters in further words."""

from __future__ import annotations

from collections.abc import Sequence


def others(
    out: str, width: int, ends: tuple[int, int, int], enable: str | None, clock: Sequence[str]
) -> tuple[str, ...]:
    """Say the same in ten more ways.

    Args:
        out: The count.
        width: Bits of it.
        ends: The first and the last value, and the step.
        enable: Without it at 1 nothing moves.
        clock: Clock and reset, ten times.
    """
    said = (*_formal(out, width, ends, enable), *_spoken(out, width, ends, enable))
    return tuple(f"{text} {more}" for text, more in zip(said, clock, strict=True))


def _name(width: int, ends: tuple[int, int, int], enable: str | None) -> str:
    """Name the circuit as catalogues do."""
    first, last, step = ends
    period, way = abs(last - first) + 1, "up" if step > 0 else "down"
    low = min(first, last)
    kind = f"{width}-bit binary {way} counter"
    if (low, period) == (0, 10):
        kind = f"decade {way} counter (BCD digit)"
    elif period != 1 << width:
        kind = f"mod-{period} {way} counter ({first} to {last})"
    return kind + (f" with {'clock enable' if enable == 'ce' else 'enable'}" if enable else "")


def _formal(
    out: str, width: int, ends: tuple[int, int, int], enable: str | None
) -> tuple[str, ...]:
    (first, last, step), sign = ends, "+" if ends[2] > 0 else "-"
    period, low = abs(last - first) + 1, min(first, last)
    is_whole = period == 1 << width
    moved = f"{out} {sign} 1" if is_whole else f"{out} == {last} ? {first} : {out} {sign} 1"
    loaded = f"{enable} ? ({moved}) : {out}" if enable else moved
    wraps = f" ({width}-bit arithmetic wraps by itself)" if is_whole else ""
    amount = f"{enable}(t)" if enable else "1"
    shift = f"{low} + ({out}(t) - {low} {sign} {amount})" if low else f"({out}(t) {sign} {amount})"
    test = f"{enable} && {out}" if enable else out
    guard = f"if ({enable}) " if enable else ""
    loop = f"for (n = {first}; n {'<' if step > 0 else '>'}= {last}; n{sign * 2})"
    pause = f", except that it does not get on while {enable} is 0" if enable else ""
    gate = f"{enable} is 1 and " if enable else ""
    name = _name(width, ends, enable)
    return (
        f"The expression {loaded} is what goes into the register {out} on each tick{wraps}.",
        f"{'An' if name[0] == '8' else 'A'} {name}.",
        f"Let {out}(t+1) = {shift} mod {period} for the ticks t = 0, 1, 2 and so on; the result of "
        f"mod is never negative.",
        f"Think of the endless repetition of {loop}, with {out} showing n and one pass of the "
        f"loop per clock period{pause}.",
        f"Once per clock, run: {guard}{{ if ({out} == {last}) {out} = {first}; else {out}{sign * 2}"
        f"; }} So the wrap happens only if {gate}{out} is {last}."
        if enable
        else f"Once per clock, run: {out}{sign * 2}, but write {first} instead if {test} was "
        f"already {last}.",
    )


def _spoken(
    out: str, width: int, ends: tuple[int, int, int], enable: str | None
) -> tuple[str, ...]:
    (first, last, step), sign = ends, "+" if ends[2] > 0 else "-"
    count, way = abs(last - first) + 1, "up" if step > 0 else "down"
    verb = "increment" if step > 0 else "decrement"
    once = f"every edge with {enable} high" if enable else "every clock edge"
    hold = f" A low `{enable}` shall freeze it." if enable else ""
    stop = f" When {enable} is low I want it to stay where it is." if enable else ""
    keep = f"`{enable}` deasserted: `{out}` is retained. " if enable else ""
    rule = f"`{enable}` asserted and " if enable else ""
    idle = f" Nothing changes at an edge that finds `{enable}` at 0." if enable else ""
    before = last - step
    asked = (
        f"Which sequential circuit goes through {first}, {first + step}"
        f"{f', {first + 2 * step}' if count > 3 else ''} and so on to {last}, and round again, one "
        f"value for each active edge"
    )
    range_ = "" if count == 1 << width else (
        f" The other codes of {width} bits do not occur."
    )  # fmt: skip
    return (
        f"{asked}{f' that sees {enable} = 1' if enable else ''}? Build it, with the value on "
        f"`{out}`.{idle}",
        f"I need a counter that runs {way} through {count} values for my timer: it starts at "
        f"{first}, and after {last} I want to see {first} again.{stop} Please put it on "
        f"`{out}`.",
        f"`{out}` shall {verb} by one at {once}. At {last} it must not go on to {last} {sign} 1 "
        f"but return to {first}.{hold}",
        f"{keep}{rule[0].upper() + rule[1:] if rule else ''}`{out}` at {last}: `{out}` becomes "
        f"{first}. {rule[0].upper() + rule[1:] if rule else ''}`{out}` at any other value: "
        f"`{out}` becomes {out} {sign} 1.",
        f"`{out}` is a count that rolls over from {last} to {first}; for example, {before}, "
        f"{last}, {first}, {first + step} are consecutive values. It only runs {way}, one step at "
        f"{once}, and never skips or repeats a value in its round of {count}.{range_}{idle}",
    )

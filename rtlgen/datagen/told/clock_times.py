"""Clocks that show the time in further words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What a clock shows, and when it goes on."""

    parts: tuple[tuple[str, str], ...]
    """Part and port, the fastest first."""
    is_twelve: bool
    is_bcd: bool
    enable: str | None
    half: str | None
    """The port that tells the afternoon."""

    @property
    def ways(self) -> list[tuple[str, str, int, int]]:
        """Part, port, lowest and highest value."""
        found = []
        for part, port in self.parts:
            twelve = part == "hours" and self.is_twelve
            high = 59 if part != "hours" else 12 if twelve else 23
            found.append((part, port, int(twelve), high))
        return found

    @property
    def unit(self) -> str:
        """A step."""
        return self.parts[0][0][:-1]

    @property
    def full(self) -> list[str]:
        """Tests that a part is at its end, for all but the slowest."""
        return [f"{port} == 59" for _, port in self.parts[:-1]]

    @property
    def order(self) -> str:
        """The ports as people read them."""
        return ":".join(port for _, port in reversed(self.parts))

    @property
    def title(self) -> str:
        """The name of the circuit."""
        if self.parts[-1][0] != "hours":
            return "minutes and seconds counter (00:00 to 59:59)"
        return "12-hour clock" if self.is_twelve else "24-hour clock"


def others(hands: Hands, start: str, ends: Sequence[str]) -> tuple[str, ...]:
    """Say the same in ten more ways.

    Args:
        hands: The clock.
        start: The time after a reset.
        ends: Clock and reset, ten times.
    """
    said = (*_formal(hands), *_spoken(hands, start), *_backwards(hands))
    return tuple(f"{text} {end}" for text, end in zip(said, ends, strict=True))


def _code(hands: Hands, number: int) -> str:
    if hands.is_bcd:
        return (
            "every output holds two decimal digits, tens in the upper nibble and ones in the lower",
            "all values are coded in BCD, a digit in four bits",
            "decimal digits go to the nibbles of each output, the tens to bits 7:4",
        )[number % 3]
    return (
        "every output is a plain binary number",
        "all values are coded in binary, not in BCD",
        "no digits are formed: each output is an unsigned binary value",
    )[number % 3]


def _noon(hands: Hands) -> str:
    if not hands.half:
        return ""
    return (
        f" {hands.half} tells the halves of the day apart (0 before noon, 1 from noon on) and "
        f"flips in the step from 11 to 12 of the hour."
    )


def _formal(hands: Hands) -> tuple[str, ...]:
    steps, period = [], 1
    fields = []
    for place, (part, port, low, high) in enumerate(hands.ways):
        tests = " and ".join(hands.full[:place])
        steps.append(
            f"{port} <= ({port} == {high}) ? {low} : {port} + 1" + (f" if {tests}" * bool(tests))
        )
        count = f"floor(T/{period})" if period > 1 else "T"
        if part == "hours" and hands.is_twelve:
            fields.append(f"{port} = (({count} + 11) mod 12) + 1")
            if hands.half:
                fields.append(f"{hands.half} = floor(T/{12 * period})")
        else:
            fields.append(f"{port} = {count}" + (f" mod {high + 1}" if part != "hours" else ""))
        period *= 24 if part == "hours" else 60
    if hands.half:
        tests = " and ".join([f"{hands.parts[-1][1]} == 11", *hands.full])
        steps.append(f"{hands.half} <= !{hands.half} if {tests}")
    if hands.parts[-1][0] != "hours":
        fields[-1] = fields[-1].replace(" mod 60", "")
    when = f"On a tick with {hands.enable} set," if hands.enable else "On each tick,"
    body = ""
    for part, port, low, high in reversed(hands.ways):
        inner = f"{{ {port} = {low}; {body}}}" if body else f"{port} = {low};"
        body = f"if (++{port} == {high + 1}) {inner} "
        if part == "hours" and hands.half:
            body += f"if ({port} == 12) {hands.half} = !{hands.half}; "
    held = f", and the time is frozen while {hands.enable} is 0" if hands.enable else ""
    more = f"T(t) + {hands.enable}" if hands.enable else "T(t) + 1"
    title = f"A {hands.title}"
    brief = f"{title}, {'BCD' if hands.is_bcd else 'binary'}, "
    brief += f"{hands.order}"
    brief += f", {hands.half} flag" if hands.half else ""
    brief += f", count enable {hands.enable}" if hands.enable else ""
    guard = f"if ({hands.enable}) {{ {body}}}" if hands.enable else body.rstrip()
    return (
        f"{when} {'; '.join(steps)}. The numbers are decimal values of the outputs: "
        f"{_code(hands, 0)}; what is not assigned keeps its value{held}.",
        f"{brief}. One {hands.unit} per step.",
        f"Let T count the steps of a {hands.unit}: T(t+1) = ({more}) mod {period}. Then "
        f"{', '.join(fields)}; {_code(hands, 1)}.",
        f"Think of variables and this code, run once per clock: {guard} The outputs show the "
        f"variables; {_code(hands, 2)}.",
    )


def _spoken(hands: Hands, start: str) -> tuple[str, ...]:
    ways, half = hands.ways, _noon(hands)
    wraps = ", ".join(f"{port} from {high} to {low}" for _, port, low, high in ways)
    turns = ", ".join(f"{low} to {high} in {port}" for _, port, low, high in ways)
    fast = ways[0][1]
    carries = " ".join(
        f"{slow} shall be stepped by exactly those edges at which {quick} rolls over."
        for (_, quick, _, _), (_, slow, _, _) in itertools.pairwise(ways)
    )
    cases = " ".join(
        f"With {' and '.join(f'{p} = 59' for _, p in hands.parts[:place])}, {port} goes to {low} "
        f"from {high} and to {port} + 1 from any other value; without that, it is left as it was."
        for place, (_, port, low, high) in reversed(list(enumerate(ways)))
        if place
    )
    noon = f" My {hands.half} flag flips when 11 turns into 12." if hands.half else ""
    hour = " After 12 comes 1, and before 12 comes 11." if hands.is_twelve else ""
    on, off, gate = "at every edge", "", ""
    if hands.enable:
        on = f"at an edge with {hands.enable} asserted"
        off = f" With {hands.enable} deasserted, everything is retained."
        gate = f" I give you {hands.enable}; when it is low, please do not touch anything."
    quiet = "Most steps" if not hands.enable else f"Most steps ({hands.enable} high at the edge)"
    return (
        f"What must a circuit do to show the time {hands.order}, beginning with {start}? Go on by "
        f"one {hands.unit} {on}, with the ranges {turns}; each part moves when the faster one "
        f"rolls over.{half}{off} Build it; {_code(hands, 1)}.",
        f"I want a {hands.title} on my board: {hands.order}, and {_code(hands, 0)}. A step is one "
        f"{hands.unit}, and I need one {'per clock' if not hands.enable else 'per enabled clock'}."
        f" The values turn over as usual, {wraps}.{noon}{gate}",
        f"The ranges shall be {turns}. {fast} must advance by one {on}. {carries}{half}{off} As "
        f"for the format, {_code(hands, 2)}.",
        f"A step is made {on}. {cases} {fast} goes to 0 from 59 and to {fast} + 1 otherwise, in "
        f"every step.{half}{off} Note that {_code(hands, 0)}.",
        f"{quiet} change nothing but {fast}, which goes up by one. Only when it rolls over (59 to "
        f"0) does {ways[1][1]} move too"
        + (f", and only when that rolls over as well does {ways[2][1]}" if len(ways) > 2 else "")
        + f". The turns are {wraps}.{hour}{half}{off} Also, {_code(hands, 1)}.",
    )


def _backwards(hands: Hands) -> tuple[str, ...]:
    ways = hands.ways
    slow, fast = ways[-1][1], ways[0][1]
    chain = ", which in turn steps when ".join(
        f"{quick} goes from {high} back to {low}" for _, quick, low, high in reversed(ways[:-1])
    )
    step = f"each edge that finds {hands.enable} = 1" if hands.enable else "each edge"
    rest = "; other edges leave all as it is" if hands.enable else ""
    late = ":".join(f"{high}" for _, _, _, high in reversed(ways))
    begin = ":".join(f"{low:02d}" for _, _, low, _ in reversed(ways))
    return (
        f"`{slow}` is the slowest output ({ways[-1][2]} to {ways[-1][3]}, then {ways[-1][2]} "
        f"again). "
        f"It steps when {chain}; {fast} steps at {step}{rest}. So {late} is followed by {begin}."
        f"{_noon(hands)} As to the code, {_code(hands, 2)}.",
    )

"""Clocks that show the time: 12 or 24 hours, minutes, seconds, in BCD or in binary."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end
from rtlgen.datagen.told.clock_times import Hands, others
from rtlgen.datagen.told.clocks import clocks

_NAMES = {
    "seconds": ("ss", "seconds", "sec"), "minutes": ("mm", "minutes", "min"),
    "hours": ("hh", "hours", "hr"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    clocking: Clocking
    parts: dict[str, str]
    """Part, the fastest first → port."""
    is_twelve: bool
    is_bcd: bool
    enable: str | None
    half: str | None
    """The port that tells the afternoon."""
    first: int
    """The time after a reset, in the unit of the fastest part."""

    def period(self, part: str) -> int:
        """How many values a part has before the next one moves."""
        return 24 if part == "hours" else 60

    @property
    def total(self) -> int:
        """All times."""
        product = 1
        for part in self.parts:
            product *= self.period(part)
        return product

    def fields(self, state: int) -> dict[str, int]:
        """Return the values of all outputs as numbers of the usual kind."""
        found: dict[str, int] = {}
        for part, port in self.parts.items():
            state, value = divmod(state, self.period(part))
            if part == "hours" and self.is_twelve:
                if self.half:
                    found[self.half] = value // 12
                value = (value + 11) % 12 + 1
            found[port] = value
        return found

    def shown(self, state: int) -> dict[str, int]:
        """Return the outputs, in BCD if wanted."""
        fields = self.fields(state)
        if not self.is_bcd:
            return fields
        return {name: value // 10 * 16 + value % 10 for name, value in fields.items()}

    def width(self, part: str) -> int:
        """The width of an output."""
        if self.is_bcd:
            return 8
        return (4 if self.is_twelve else 5) if part == "hours" else 6

    def literal(self, part: str, value: int) -> str:
        """Write a value of a part."""
        return f"8'h{value:02d}" if self.is_bcd else f"{self.width(part)}'d{value}"


def draw(rng: random.Random) -> Drawn:
    """Draw a clock."""
    chosen = rng.choice((("minutes", "hours"), ("seconds", "minutes", "hours"),
                         ("seconds", "minutes", "hours"), ("seconds", "minutes")))  # fmt: skip
    style, is_twelve = rng.randrange(3), "hours" in chosen and rng.random() < 0.55
    time = _Time(
        clocking=draw_clocking(rng), parts={part: _NAMES[part][style] for part in chosen},
        is_twelve=is_twelve, is_bcd=rng.random() < 0.6,
        enable=rng.choice((None, "en", "tick", "ena", "advance")),
        half=rng.choice(("pm", "pm", "is_pm", "afternoon", None)) if is_twelve else None, first=0,
    )  # fmt: skip
    soon = rng.randint(1, 4)
    first = rng.choice((0, 0, time.total // 2 - soon, time.total - soon, rng.randrange(time.total)))

    def update(state: int, levels: Levels) -> int:
        if time.enable and not levels[time.enable]:
            return state
        return (state + 1) % time.total

    def outputs(state: int, levels: Levels) -> Known:
        del levels
        return dict(time.shown(state))

    bodies = {"nested": _nested(time, first), "carries": _carries(time, first)}
    return Drawn(
        family="clock_times",
        name=rng.choice(("clock_time", "wall_clock", "time_of_day", "top_module")),
        ports=(
            *time.clocking.ports, *([input_port(time.enable)] if time.enable else []),
            *(output_port(port, time.width(part)) for part, port in reversed(time.parts.items())),
            *([output_port(time.half)] if time.half else []),
        ),
        bodies=bodies,
        registers=dict.fromkeys(bodies, frozenset(time.fields(0))),
        says=_says(rng, time, first),
        behaviour=time.clocking.behaviour(first, update, outputs),
    )  # fmt: skip


def _resets(time: _Time, first: int) -> dict[str, str]:
    fields = time.fields(first)
    found = {port: time.literal(part, fields[port]) for part, port in time.parts.items()}
    return {**found, time.half: f"1'b{fields[time.half]}"} if time.half else found


def _last(time: _Time, part: str) -> str:
    """Write the test that a part starts again at the next step."""
    value = (12 if time.is_twelve else 23) if part == "hours" else 59
    return f"{time.parts[part]} == {time.literal(part, value)}"


def _step(time: _Time, part: str) -> str:
    """Write the next value of a part."""
    port = time.parts[part]
    begin = time.literal(part, 1 if part == "hours" and time.is_twelve else 0)
    if not time.is_bcd:
        return f"({_last(time, part)}) ? {begin} : {port} + {time.width(part)}'d1"
    return (
        f"({_last(time, part)}) ? {begin} :\n        ({port}[3:0] == 4'd9) ? "
        f"{{{port}[7:4] + 4'd1, 4'd0}} : {port} + 8'd1"
    )


def _noon(time: _Time) -> str:
    return f"{time.parts['hours']} == {time.literal('hours', 11)}"


def _nested(time: _Time, first: int) -> str:
    """Write one block: each part moves inside of the test of the part before."""
    lines = ""
    for part in reversed(time.parts):
        inner = f"{time.parts[part]} <= {_step(time, part)};"
        if part == "hours" and time.half:
            inner += f"\nif ({_noon(time)})\n    {time.half} <= ~{time.half};"
        if lines:
            inner += f"\nif ({_last(time, part)}) {lines}"
        lines = begin_end(inner.split("\n"))
    update = f"if ({time.enable}) {lines}" if time.enable else lines
    resets = begin_end([f"{port} <= {value};" for port, value in _resets(time, first).items()])
    return time.clocking.block(resets, update)


def _carries(time: _Time, first: int) -> str:
    """Write one block for each part, and a wire that tells when it moves."""
    moves, text, blocks = time.enable or "1'b1", "", ""
    resets = _resets(time, first)
    for place, (part, port) in enumerate(time.parts.items()):
        text += f"    wire move{place} = {moves};\n"
        update = f"if (move{place})\n    {port} <= {_step(time, part)};"
        blocks += time.clocking.block(f"{port} <= {resets[port]};", update)
        if part == "hours" and time.half:
            update = f"if (move{place} && {_noon(time)})\n    {time.half} <= !{time.half};"
            blocks += time.clocking.block(f"{time.half} <= {resets[time.half]};", update)
        moves = f"move{place} & ({_last(time, part)})"
    return text + blocks


def _says(rng: random.Random, time: _Time, first: int) -> tuple[str, ...]:
    ports = [f"`{port}`" for port in time.parts.values()]
    order = ":".join(reversed(ports))
    code = "two BCD digits (tens in bits 7 to 4)" if time.is_bcd else "an unsigned binary number"
    fields = time.fields(first)
    start = ":".join(f"{fields[port]:02d}" for port in reversed(time.parts.values()))
    if time.half:
        start += f" with `{time.half}` = {fields[time.half]}"
    rest = [time.clocking.says(rng, f"sets the time to {start}") for _ in range(4)]
    ends = list(clocks(time.clocking, f"sets the time to {start}")[:4])
    hands = Hands(
        parts=tuple(time.parts.items()), is_twelve=time.is_twelve, is_bcd=time.is_bcd,
        enable=time.enable, half=time.half,
    )  # fmt: skip
    unit = next(iter(time.parts))[:-1]
    when = f"if `{time.enable}` is 1" if time.enable else "always"
    held = f" While `{time.enable}` is 0, the time stands still." if time.enable else ""
    ranges, rules = [], []
    for part, port in time.parts.items():
        twelve = part == "hours" and time.is_twelve
        low, high = (1, 12) if twelve else (0, 23 if part == "hours" else 59)
        ranges.append(f"`{port}` has the values {low} to {high} ({part})")
        rules.append(f"`{port}` goes from {high} to {low}")
    half = ""
    if time.is_twelve:
        half = " The hour before 1 is 12, so that 11 is followed by 12 and 12 by 1."
    if time.half:
        half += f" `{time.half}` is inverted when the hour goes from 11 to 12 (1 = afternoon)."
    chain = " and ".join(
        f"{slow} moves on by one only when {fast} starts again"
        for fast, slow in itertools.pairwise(ports)
    )
    clock = "A 12-hour clock" if time.is_twelve else "A 24-hour clock"
    clock = clock if "hours" in time.parts else "A stop watch up to 59:59 that starts again"
    listed = " ".join(f"{n}. {rule}." for n, rule in enumerate(rules, 1))
    return (
        f"{clock} that shows {order}, each as {code}; it goes on by one {unit} at an active edge, "
        f"{when}.{half}{held} {rest[0]}",
        f"Build counters for the time of day: {', '.join(ranges)}, each as {code}. Then {ports[0]} "
        f"moves on by one at every active edge{f', {when}' if time.enable else ''}; {chain}.{half}"
        f"{held} {rest[1]}",
        f"The outputs show the time as {order}, and each is {code}. Rules for one step of a "
        f"{unit} ({when} at an edge): {listed} Otherwise a part moves on by one, and {chain}.{half}"
        f"{held} {rest[2]}",
        *_more(time, order, (unit, half), rest[:3]),
        *others(hands, start, [*rest[:3], *ends, *rest[:3]]),
        f"Given the present time {order} ({'; '.join(ranges)}; {code}), compute the time one "
        f"{unit} later at each active edge, {when}.{half}{held} {rest[3]}",
    )


def _more(
    time: _Time, order: str, texts: tuple[str, str], rest: list[str]
) -> tuple[str, ...]:  # fmt: skip
    """Say the same in more ways; the texts name a step and tell of noon."""
    (unit, half), ports, enable = texts, list(time.parts.items()), time.enable
    code = "packed BCD (high nibble tens, low nibble ones)" if time.is_bcd else "plain binary"
    ways = []
    for part, port in ports:
        twelve = part == "hours" and time.is_twelve
        low, high = (1, 12) if twelve else (0, 23 if part == "hours" else 59)
        ways.append((part, port, low, high))
    loops = ", ".join(f"{port} counts {low} to {high}" for _, port, low, high in ways)
    carry = " ".join(
        f"When {fast} passes from {high} to {low}, {slow} takes one step."
        for (_, fast, low, high), (_, slow, _, _) in itertools.pairwise(ways)
    )
    when = f"an active edge with `{enable}` = 1" if enable else "every active edge"
    idle = f" Edges with `{enable}` = 0 change nothing." if enable else ""
    soon = time.total - 1
    before, after = (
        ":".join(f"{fields[port]:02d}" for _, port in reversed(ports))
        for fields in (time.fields(soon), time.fields(0))
    )
    shown = f"the time after {before} is {after}"
    if time.half:
        shown = f"the time after {before} in the afternoon is {after} in the morning"
    nested = "; ".join(
        f"if {port} is {high} then {port} becomes {low}, else {port} + 1 and stop"
        for _, port, low, high in ways
    )
    name = ("12-hour" if time.is_twelve else "24-hour") + " digital clock"
    name = name if "hours" in time.parts else "Stop watch (minutes and seconds)"
    wrap = ", ".join(f"{part} after {high} start again at {low}" for part, _, low, high in ways)
    said = (
        f"A {name.lower()}, {code}: {loops}, with a step per {unit} at {when}. {carry}{half}{idle}",
        f"Create a cascade of counters, each output in {code}: {loops}. The fastest one, "
        f"{ways[0][1]}, steps at {when}. {carry}{half}{idle}",
        f"At {when}, do the following in order: {nested}. All values are in {code}.{half}{idle}",
        f"This block drives a display that reads {order}. One step is a {unit} and is made at "
        f"{when}: {wrap}. {carry}{half} Each output is in {code}.{idle}",
        f"Assume the outputs {order}, in {code}. They advance by a {unit} at {when}; for example, "
        f"{shown}. The rules behind it: {loops}. {carry}{half}{idle}",
        f"What comes after each value? One more, apart from these cases: {wrap}. When does a part "
        f"move? {ways[0][1]} at {when}; the rest by carries. {carry}{half}{idle} All outputs are "
        f"in {code}.",
        f"You are given {when} as the time base (one {unit} each). Keep the time in {order}, "
        f"{code}, with the usual ranges: {loops}. {carry}{half}{idle}",
        f"Timekeeping with synchronous counters, every output a register in {code}. {carry} The "
        f"steps of {ways[0][1]} come from {when}. Their ranges: {loops}.{half}{idle}",
    )
    return tuple(f"{text} {rest[n % 3]}" for n, text in enumerate(said))

"""One-shots: a trigger makes a pulse of a fixed number of clocks, which may be prolonged."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end, literal, vector
from rtlgen.datagen.told.one_shots import Shot, others

State = tuple[int, int]
"""Clocks for which the pulse still lasts, and the trigger at the edge before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shot(Shot):
    clocking: Clocking

    def update(self, state: State, levels: Levels) -> State:
        """Count down or start anew."""
        left, before = state
        now = levels[self.trigger]
        if self.cancel and levels[self.cancel]:
            return 0, now
        is_fired = now == 1 and not (self.needs_edge and before)
        if is_fired and (self.is_prolonged or left == 0):
            return self.length, now
        return max(left - 1, 0), now

    def outputs(self, state: State, levels: Levels) -> Known:
        """Show the pulse."""
        del levels
        return {self.out: int((state[0] > 0) != self.is_low)}


def draw(rng: random.Random) -> Drawn:
    """Draw a one-shot."""
    trigger, out = rng.choice((("trigger", "pulse"), ("start", "busy"), ("in", "out"),
                               ("fire", "active"), ("key", "light"), ("hit", "flash")))  # fmt: skip
    shot = _Shot(
        clocking=draw_clocking(rng), trigger=trigger, out=out,
        length=rng.choice((2, 3, 3, 4, 5, 6, 7, 8, 10, 12)), needs_edge=rng.random() < 0.5,
        is_prolonged=rng.random() < 0.5, is_low=rng.random() < 0.2,
        cancel=rng.choice((None, None, None, "cancel", "abort", "stop")),
    )  # fmt: skip
    bodies = {"counter": _counter(shot), "line": _line(shot), "next": _next(shot)}
    first: State = (0, 0)
    return Drawn(
        family="one_shots",
        name=rng.choice(("one_shot", "monostable", "pulse_stretcher", "top_module")),
        ports=(
            *shot.clocking.ports, input_port(trigger),
            *([input_port(shot.cancel)] if shot.cancel else []), output_port(out),
        ),
        bodies=bodies,
        registers={},
        says=_says(rng, shot),
        behaviour=shot.clocking.behaviour(first, shot.update, shot.outputs),
    )  # fmt: skip


def _fires(shot: _Shot, running: str) -> str:
    """Write the condition that a pulse starts."""
    parts = [shot.trigger, *(["!previous"] if shot.needs_edge else [])]
    return " && ".join([*parts, *([] if shot.is_prolonged else [f"!{running}"])])


def _before(shot: _Shot) -> tuple[str, str]:
    """Write the register of the trigger, and its block."""
    if not shot.needs_edge:
        return "", ""
    block = shot.clocking.block("previous <= 1'b0;", f"previous <= {shot.trigger};")
    return "    reg previous;\n", block


def _end(shot: _Shot, running: str) -> str:
    return f"    assign {shot.out} = {'~' if shot.is_low else ''}{running};\n"


def _counter(shot: _Shot) -> str:
    bits = shot.length.bit_length()
    declared, block = _before(shot)
    lines = [f"if ({shot.cancel})", f"    left <= {literal(0, bits)};"] if shot.cancel else []
    lines += [
        f"{'else ' if lines else ''}if ({_fires(shot, 'running')})",
        f"    left <= {literal(shot.length, bits)};",
        "else if (running)", f"    left <= left - {literal(1, bits)};",
    ]  # fmt: skip
    return (
        f"{declared}    reg {vector(bits)}left;\n    wire running = (left != 0);\n\n{block}"
        f"{shot.clocking.block(f'left <= {literal(0, bits)};', chr(10).join(lines))}"
        f"{_end(shot, 'running')}"
    )


def _line(shot: _Shot) -> str:
    """Fill a shift register with ones that run out."""
    length = shot.length
    declared, block = _before(shot)
    low = f"line[{length - 1}:1]"
    value = f"({_fires(shot, 'line[0]')}) ? {{{length}{{1'b1}}}} : {{1'b0, {low}}}"
    if shot.cancel:
        value = f"{shot.cancel} ? {length}'b0 : {value}"
    return (
        f"{declared}    reg {vector(length)}line;\n\n{block}"
        f"{shot.clocking.block(f'line <= {length}{chr(39)}b0;', f'line <= {value};')}"
        f"{_end(shot, 'line[0]')}"
    )


def _next(shot: _Shot) -> str:
    """Compute the next count in a block of its own; the pulse is a register."""
    bits = shot.length.bit_length()
    declared = "    reg previous;\n" if shot.needs_edge else ""
    cancel = ""
    if shot.cancel:
        cancel = f"        if ({shot.cancel})\n            following = {literal(0, bits)};\n"
    rows = ["left <= following;", "running <= |following;"]
    clears = [f"left <= {literal(0, bits)};", "running <= 1'b0;"]
    if shot.needs_edge:
        rows.append(f"previous <= {shot.trigger};")
        clears.append("previous <= 1'b0;")
    return (
        f"{declared}    reg running;\n    reg {vector(bits)}left, following;\n\n"
        f"    always @(*) begin\n        following = running ? left - {literal(1, bits)} : left;\n"
        f"        if ({_fires(shot, 'running')})\n"
        f"            following = {literal(shot.length, bits)};\n{cancel}    end\n"
        f"{shot.clocking.block(begin_end(clears), begin_end(rows))}{_end(shot, 'running')}"
    )


def _says(rng: random.Random, shot: _Shot) -> tuple[str, ...]:
    trigger, out, length = f"`{shot.trigger}`", f"`{shot.out}`", shot.length
    on, off = ("low (0)", "high (1)") if shot.is_low else ("high (1)", "low (0)")
    event = f"an edge at which {trigger} is 1"
    if shot.needs_edge:
        event = f"an edge at which {trigger} is 1 after it was 0 at the edge before"
    again = "is ignored"
    if shot.is_prolonged:
        again = f"starts the {length} clocks anew, so that the pulse gets longer"
    cancel = ""
    if shot.cancel:
        cancel = (
            f" With `{shot.cancel}` = 1 at an edge the pulse ends there, and no trigger counts at "
            "that edge."
        )
    state = f"ends the pulse ({out} is {off})"
    if shot.needs_edge:
        state += f" and lets {trigger} count as 0 before"
        cancel += f" The value of {trigger} at every edge is remembered for the next one."
    rest = [shot.clocking.says(rng, state) for _ in range(4)]
    kind = "retriggerable" if shot.is_prolonged else "non-retriggerable"
    while_on = f"if {out} is {on} just before that edge"
    return (
        f"A {kind} one-shot: {event} makes {out} {on} for {length} clock periods, beginning right "
        f"after that edge; otherwise {out} is {off}. During the pulse ({while_on}) a further "
        f"trigger {again}.{cancel} {rest[0]}",
        f"Build a pulse generator without a limit for the gaps between pulses. Trigger: {event}. "
        f"Reaction: from this edge on, {out} is {on} for exactly {length} clocks, and {off} again "
        f"after that, unless a new pulse begins. A trigger that comes {while_on} {again}.{cancel} "
        f"{rest[1]}",
        f"Rules: 1. {out} is {off} at rest. 2. It becomes {on} with {event}. 3. It stays so for "
        f"{length} periods of the clock. 4. Another trigger, {while_on}, {again}.{cancel} "
        f"{rest[2]}",
        *_more(shot, rest[:3]),
        *others(shot, rest),
        f"Given {trigger}, which is looked at once per active edge, compute {out} with a counter n "
        f"(at rest 0; {out} is {on} while n > 0, otherwise {off}). At {event} n becomes {length}"
        f"{'' if shot.is_prolonged else ', but only if n is 0 before'}; at all other edges it "
        f"goes down by one until it is 0.{cancel} {rest[3]}",
    )


def _more(shot: _Shot, rest: list[str]) -> tuple[str, ...]:
    """Say the same in more ways."""
    trigger, out, length = f"`{shot.trigger}`", f"`{shot.out}`", shot.length
    on, off = ("0", "1") if shot.is_low else ("1", "0")
    event = f"a rising {trigger} (0 at the edge before, 1 now)" if shot.needs_edge else (
        f"a {trigger} sampled as 1"
    )  # fmt: skip
    test = f"{trigger} is 1 and was 0 at the previous edge" if shot.needs_edge else (
        f"{trigger} is 1"
    )  # fmt: skip
    again = (
        f"restarts the count, so the output ends {length} cycles after the latest of them"
        if shot.is_prolonged
        else "changes nothing, and the count goes on"
    )
    kind = "retriggerable" if shot.is_prolonged else "not retriggerable"
    level = "low" if shot.is_low else "high"
    held = (
        f"Holding {trigger} at 1 has no further effect."
        if shot.needs_edge
        else f"Holding {trigger} at 1 keeps the pulse going{_gap(shot)}."
    )
    stop, chain = "", ""
    if shot.cancel:
        stop = f" `{shot.cancel}` = 1 at an edge beats everything: the pulse is over, {out} is "
        stop += f"{off}, and a trigger at this very edge is lost."
        chain = f"if `{shot.cancel}` is 1, set n to 0; else "
    if shot.needs_edge:
        stop += f" The comparison is always with the {trigger} of the edge just before, whether "
        stop += "or not a pulse was running then."
    load = f"if {test}{'' if shot.is_prolonged else ' and n is 0'}, set n to {length}"
    steps = f"{chain}{load}; else if n is not 0, subtract 1 from it"
    old = f" The {trigger} of each edge is stored for the next one." if shot.needs_edge else ""
    said = (
        f"Monostable, active-{level}, {length} clocks, {kind}: fires on {event}; {out} rests at "
        f"{off}. A trigger in the pulse {again}.{stop}",
        f"Create a pulse stretcher. Whenever the design sees {event} at an active edge while it is "
        f"at rest, it drives {out} to {on} for {length} clock cycles and then back to {off}. Such "
        f"an event during these cycles (the output is {on} just before the edge) {again}.{stop}",
        f"At each active edge: {steps}. The output {out} is {on} if n is not 0, else {off}.{old}",
        f"This block makes a short event visible, for instance on a lamp. The lamp, {out}, is on "
        f"({on}) for {length} cycles after {event}, and off ({off}) at other times. {held} One "
        f"more event while the lamp is on {again}.{stop}",
        f"Load a down counter with {length} when {test}"
        f"{'' if shot.is_prolonged else ', provided that it stands at zero'}; otherwise let it run "
        f"down to zero and stop. {out} = {on} tells that it is not zero, {out} = {off} that it is."
        f"{stop}",
        f"Assume that {out} is {off}. After an edge at which {test}, it is {on} for the following "
        f"{length} periods. Suppose that the same happens again in one of these periods: this "
        f"{again}. When the time is over, {out} is {off}; a trigger at an edge with {out} at {off} "
        f"before it starts a new pulse.{stop}",
        f"How long does {out} stay {on}? For {length} clocks, counted from the edge with {event}. "
        f"Does another such edge matter in between? It {again}.{stop} In all other periods {out} "
        f"is {off}.",
        f"You are given an input {trigger} of any length. Output pulses of {length} clocks on "
        f"{out}, with the level {on} against a resting level of {off}. The start is {event}. The "
        f"one-shot is {kind}: an event while the pulse lasts {again}.{stop}",
    )
    return tuple(f"{text} {rest[n % 3]}" for n, text in enumerate(said))


def _gap(shot: _Shot) -> str:
    return "" if shot.is_prolonged else f", interrupted for one clock after every {shot.length}"

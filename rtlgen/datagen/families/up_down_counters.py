"""Counters in two directions: one direction input or two, wrapping or saturating, with load."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import Register, literal
from rtlgen.datagen.told.up_down_counters import Counter, others
from rtlgen.spec.model import Port


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member(Counter):
    @property
    def inputs(self) -> tuple[Port, ...]:
        names = [name for name in (self.up, self.down, self.enable, self.load) if name]
        data = [input_port(self.data, self.width)] if self.load else []
        return (*map(input_port, names), *data)

    def update(self, state: int, levels: Levels) -> int:
        """Add 1, 0 or -1; then clip or wrap."""
        if self.load and levels[self.load]:
            return levels[self.data]
        down = levels[self.down] if self.down else 1 - levels[self.up]
        step = levels[self.up] - down
        if self.enable and not levels[self.enable]:
            step = 0
        if self.saturates:
            return min(max(state + step, 0), self.top)
        return (state + step) % (self.top + 1)

    def statement(self, q: str) -> str:
        """Write a chain of `if`."""
        top, zero = literal(self.top, self.width), literal(0, self.width)
        more, less = f"{q} + 1'b1", f"{q} - 1'b1"
        up, down = self.tests
        if self.enable:
            up, down = f"{self.enable} && {up}", f"{self.enable} && {down}"
        ends = (q, q) if self.saturates else (zero, top)
        load = f"if ({self.load})\n    {q} <= {self.data};\nelse " if self.load else ""
        return (
            f"{load}if ({up})\n    {q} <= ({q} == {top}) ? {ends[0]} : {more};\n"
            f"else if ({down})\n    {q} <= ({q} == {zero}) ? {ends[1]} : {less};"
        )

    def expression(self, q: str) -> str:
        """Write nested choices, the highest priority first."""
        top, zero = literal(self.top, self.width), literal(0, self.width)
        ends = (top, zero) if self.saturates else (zero, top)
        more = f"({q} == {top} ? {ends[0]} : {q} + {literal(1, self.width)})"
        less = f"({q} == {zero} ? {ends[1]} : {q} - {literal(1, self.width)})"
        text = f"{self.up} ? {more} : {less}"
        if self.down:
            text = f"({self.up} == {self.down}) ? {q} : {text}"
        text = f"!{self.enable} ? {q} : {text}" if self.enable else text
        return f"{self.load} ? {self.data} : {text}" if self.load else text


def draw(rng: random.Random) -> Drawn:
    """Draw an up/down counter."""
    width = rng.choice((2, 3, 4, 4, 5, 8))
    full = (1 << width) - 1
    highest = full if rng.random() < 0.65 else rng.randint(full // 2 + 1, full - 1)
    has_two = rng.random() < 0.4
    up = rng.choice(("up", "inc")) if has_two else rng.choice(("up", "up_down", "dir"))
    member = _Member(
        width=width, top=highest, saturates=rng.random() < 0.5, up=up,
        down=rng.choice(("down", "dec")) if has_two else None,
        load=rng.choice((None, "load", "ld")) if highest == full else None,
        data=rng.choice(("d", "data", "din")), out=rng.choice(("q", "count", "cnt", "value")),
        enable=None if has_two else rng.choice((None, "en", "ce")),
    )  # fmt: skip
    clocking = draw_clocking(rng)
    first = rng.choice((0, 0, 0, highest, highest // 2))

    def outputs(state: int, levels: Levels) -> Known:
        del levels
        return {member.out: state}

    register = Register(
        clocking=clocking, out=member.out, width=width, first=first,
        expression=member.expression, statement=member.statement,
    )  # fmt: skip
    rest = [clocking.says(rng, f"sets `{member.out}` to {first}") for _ in range(4)]
    if member.load or member.enable:
        rest = [f"{text} {_order(member)}" for text in rest]
    said = _says(member)
    tails = (rest * 6)[: len(said) - 1] + rest[3:]
    return Drawn(
        family="up_down_counters",
        name=rng.choice(("updown", "up_down_counter", f"updown{width}", "top_module")),
        ports=(*clocking.ports, *member.inputs, output_port(member.out, width)),
        bodies=register.bodies(),
        registers=register.registers(),
        says=tuple(f"{text} {more}" for text, more in zip(said, tails, strict=True)),
        behaviour=clocking.behaviour(first, member.update, outputs),
    )


def _order(member: _Member) -> str:
    """Say what wins."""
    load = f"then `{member.load}`, which at 1 copies `{member.data}`, " if member.load else ""
    enable = f"then `{member.enable}`, which at 0 stops the counting, " if member.enable else ""
    return f"The reset comes first, {load}{enable}and counting is last."


def _says(member: _Member) -> tuple[str, ...]:
    out, top, width = member.out, member.top, member.width
    if member.down:
        how = (
            f"`{member.up}` alone at 1 adds one, `{member.down}` alone at 1 subtracts one, and "
            "when both are 1 or both are 0 the count stays"
        )
    else:
        how = f"`{member.up}` at 1 adds one, at 0 it subtracts one"
    if member.saturates:
        ends = f"The count saturates: at {top} it stays when counting up, at 0 when counting down."
        short, ring = "saturating", f"limited to the range 0 to {top}"
        after = f"up from {top} gives {top}, down from 0 gives 0"
    else:
        ends = f"The count wraps: after {top} comes 0 when counting up, after 0 comes {top} down."
        short, ring = "wrapping", f"taken modulo {top + 1}"
        after = f"up from {top} gives 0, down from 0 gives {top}"
    return (
        f"A {short} up/down counter of {width} bits: {how}. {ends}",
        f"Count in both directions, from 0 to {top}, and show the count at `{out}`. At a counting "
        f"edge {how}. {ends}",
        f"Rules for `{out}` ({width} bits): 1. One step a clock. 2. {how[0].upper()}{how[1:]}. "
        f"3. At the ends: {after}.",
        *_more(member),
        *others(member),
        f"Given the present count `{out}`, the next one is the count plus the step, {ring}. The "
        f"step: {how}.",
    )


def _more(member: _Member) -> tuple[str, ...]:
    """Describe the same counter in other words."""
    out, top, width, saturates = member.out, member.top, member.width, member.saturates
    up, down = f"`{member.up}` is 1", f"`{member.up}` is 0"
    still, which = "", f"`{member.up}` tells the direction, 1 for up and 0 for down"
    if member.down:
        up = f"`{member.up}` is 1 and `{member.down}` is 0"
        down = f"`{member.down}` is 1 and `{member.up}` is 0"
        still = f" With `{member.up}` equal to `{member.down}` there is no change."
        which = (
            f"`{member.up}` asks for a step up and `{member.down}` for a step down; both together "
            "cancel, and without a request nothing moves"
        )
    over, under = (top, 0) if saturates else (0, top)
    ends = f"it jumps from {top} upwards to 0, and from 0 downwards to {top}"
    if saturates:
        ends = f"it stays at {top} when it ought to go up, and at 0 when it ought to go down"
    kind = "saturating" if saturates else "wrap-around"
    scale = f"a scale from 0 to {top}"
    ring = f"{scale} with a stop at each end" if saturates else f"{scale} closed to a ring"
    return (
        f"Up/down counter, {width} bits, range 0 to {top}, {kind}. Up when {up}, down when {down}."
        f"{still}",
        f"If {up}, the next `{out}` is {over} when `{out}` is {top} and `{out}` + 1 when it is "
        "less."
        f" If {down}, the next `{out}` is {under} when `{out}` is 0 and `{out}` - 1 when it is "
        "more."
        f"{still}",
        f"Build a counter that can go either way by one per clock. {which}. At its ends, {ends}.",
        f"In Verilog terms the step up is {out} == {top} ? {over} : {out} + 1, taken when {up}; "
        f"the step down is {out} == 0 ? {under} : {out} - 1, taken when {down}.{still}",
        f"This block is used to keep track of a position. `{out}` is a mark on {ring}, and every "
        f"clock cycle may move it by one place: {which}.",
        f"For example, {top - 1} is followed by {top} and that by {over} when counting up, and 1 "
        f"is followed by 0 and that by {under} when counting down. {which}. The count "
        f"is `{out}`.",
        f"Create a {kind} counter `{out}` of {width} bits with {top + 1} values, 0 to {top}. "
        f"Increment: {up}. Decrement: {down}.{still} As to the limits, {ends}.",
        f"You are given a register `{out}` of {width} bits. At a clock edge it is incremented if "
        f"{up} and decremented if {down}.{still} An increment of {top} results in {over}, and a "
        f"decrement of 0 results in {under}.",
    )

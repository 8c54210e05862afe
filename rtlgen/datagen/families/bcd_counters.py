"""Decimal counters: one to four digits of four bits, up or down, with a carry."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.bcd_counters import others
from rtlgen.datagen.told.clocks import clocks

_ALWAYS = "1'b1"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    digits: int
    is_down: bool
    enable: str | None
    out: str
    carry: str | None
    first: int
    clocking: Clocking

    @property
    def width(self) -> int:
        return 4 * self.digits

    @property
    def last(self) -> int:
        return 0 if self.is_down else 10**self.digits - 1

    def coded(self, number: int) -> int:
        """Put one decimal digit into each four bits."""
        return int(str(number), 16)

    def update(self, state: int, levels: Levels) -> int:
        """Count in ordinary numbers."""
        moves = self.enable is None or levels[self.enable]
        step = -1 if self.is_down else 1
        return (state + step) % 10**self.digits if moves else state

    def outputs(self, state: int, levels: Levels) -> Known:
        """Show the digits and the carry."""
        shown: dict[str, int | None] = {self.out: self.coded(state)}
        if self.carry:
            moves = self.enable is None or levels[self.enable] == 1
            shown[self.carry] = int(state == self.last and moves)
        return shown

    def part(self, digit: int) -> str:
        """Write a digit."""
        return f"{self.out}[{4 * digit + 3}:{4 * digit}]"

    def step(self, digit: int) -> tuple[str, str, str]:
        """Write the end of a digit, its first value, and one step."""
        end, begin = ("4'd0", "4'd9") if self.is_down else ("4'd9", "4'd0")
        return end, begin, f"{self.part(digit)} {'-' if self.is_down else '+'} 4'd1"

    def bodies(self) -> dict[str, str]:
        """Write nested `if`, wires that carry, and a loop of blocks."""
        begin, end = f"{self.width}'h{self.coded(self.first):0{self.digits}x}", ""
        if self.carry:
            last = f"{self.out} == {self.width}'h{self.coded(self.last):0{self.digits}x}"
            end = (
                f"    assign {self.carry} = {f'{self.enable} && ' if self.enable else ''}{last};\n"
            )
        reset = f"{self.out} <= {begin};"
        nested = self._nested(0, "    ")
        gate = f"if ({self.enable}) " if self.enable else ""
        moves, lines = "", ""
        for digit in range(self.digits):
            stop, start, more = self.step(digit)
            moves += f"    assign move[{digit}] = " + (
                f"move[{digit - 1}] && {self.part(digit - 1)} == {stop};\n" if digit
                else f"{self.enable or _ALWAYS};\n"
            )  # fmt: skip
            lines += f"    if (move[{digit}])\n        {self.part(digit)} <= "
            lines += f"({self.part(digit)} == {stop}) ? {start} : {more};\n"
        word = f"[{self.digits - 1}:0] " if self.digits > 1 else ""
        moves = moves if word else moves.replace("move[0]", "move")
        lines = lines if word else lines.replace("move[0]", "move")
        block = self.clocking.block(reset, f"begin\n{lines}end")
        return {
            "nested": self.clocking.block(reset, f"{gate}begin\n{nested}end") + end,
            "carries": f"    wire {word}move;\n{moves}{block}{end}",
        }

    def _nested(self, digit: int, indent: str) -> str:
        stop, start, more = self.step(digit)
        inner = self._nested(digit + 1, f"{indent}    ") if digit + 1 < self.digits else ""
        return (
            f"{indent}if ({self.part(digit)} == {stop}) begin\n"
            f"{indent}    {self.part(digit)} <= {start};\n{inner}"
            f"{indent}end else\n{indent}    {self.part(digit)} <= {more};\n"
        )


def draw(rng: random.Random) -> Drawn:
    """Draw a decimal counter."""
    digits, is_down = rng.choice((1, 1, 2, 2, 3, 4)), rng.random() < 0.3
    top = 10**digits - 1
    member = _Member(
        digits=digits, is_down=is_down, enable=rng.choice((None, "en", "ena", "tick")),
        out=rng.choice(("q", "bcd", "count", "digits")),
        carry=rng.choice((None, "carry", "tc", "wrap")),
        first=rng.choice((top if is_down else 0, 0, top, rng.randint(0, top))),
        clocking=draw_clocking(rng),
    )  # fmt: skip
    clocking, out = member.clocking, member.out
    rest = [clocking.says(rng, f"sets `{out}` to decimal {member.first}") for _ in range(4)]
    told = clocks(clocking, f"sets `{out}` to decimal {member.first}")[4:]
    if member.enable:
        hold = f"While `{member.enable}` is 0 the digits hold; the reset works all the same."
        rest = [f"{text} {hold}" for text in rest]
        told = tuple(f"{text} {hold}" for text in told)
    new = others(out, digits, member.carry, member.enable, told, is_down=is_down)
    says = tuple(f"{text} {more}" for text, more in zip(_says(member), rest * 3, strict=True))
    bodies = member.bodies()
    return Drawn(
        family="bcd_counters",
        name=rng.choice(("bcd_counter", "decade_counter", f"bcd{digits}", "top_module")),
        ports=(
            *clocking.ports, *([input_port(member.enable)] if member.enable else []),
            output_port(out, member.width), *([output_port(member.carry)] if member.carry else []),
        ),
        bodies=bodies,
        registers=dict.fromkeys(bodies, frozenset({out})),
        says=(*says[:-1], *new, says[-1]),
        behaviour=clocking.behaviour(member.first, member.update, member.outputs),
    )  # fmt: skip


def _says(member: _Member) -> tuple[str, ...]:
    digits, out = member.digits, member.out
    top, way = 10**digits - 1, "down" if member.is_down else "up"
    end, begin = (0, top) if member.is_down else (top, 0)
    stop, start = (0, 9) if member.is_down else (9, 0)
    places = (
        "one decimal digit in 4 bits" if digits == 1
        else f"{digits} decimal digits of 4 bits each, the units in bits 3:0"
    )  # fmt: skip
    carry = ""
    if member.carry:
        gate = f" and `{member.enable}` is 1" if member.enable else ""
        carry = f" The output `{member.carry}`, combinational, is 1 exactly while the count is "
        carry += f"{end}{gate}, else 0."
    chain = (
        "" if digits == 1
        else f" A higher digit steps only when all digits below it step from {stop} to {start}."
    )  # fmt: skip
    return (
        f"A decimal (BCD) counter that counts {way}: `{out}` holds {places}; after {end} comes "
        f"{begin}.{carry}",
        f"Count {way} by one in BCD from {begin} to {end} and begin again. `{out}` shows the "
        f"number as {places}.{carry}",
        f"Rules: 1. `{out}` is {places}. 2. The units step {way} at every counting edge, and "
        f"{start} follows {stop}.{chain}{carry}",
        *_more(member, places, carry),
        f"Given the decimal number n in `{out}` ({places}), the next one is (n "
        f"{'- 1' if member.is_down else '+ 1'}) modulo {top + 1}, again in BCD.{carry}",
    )


def _more(member: _Member, places: str, carry: str) -> tuple[str, ...]:
    """Describe the same counter in other words."""
    digits, out, top = member.digits, member.out, 10**member.digits - 1
    way, verb = ("down", "decremented") if member.is_down else ("up", "incremented")
    end, begin = (0, top) if member.is_down else (top, 0)
    stop, start = (0, 9) if member.is_down else (9, 0)
    ripple = (
        f"The digit goes {way} by one, and from {stop} to {start}"
        if digits == 1
        else f"The units go {way} by one in each step, and from {stop} to {start}; a digit further "
        f"left moves in the same way, but only in a step in which all digits to its right go from "
        f"{stop} to {start}"
    )
    one, two = (10, 9) if member.is_down else (9, 10)
    if digits == 1:
        one, two = (1, 0) if member.is_down else (8, 9)
    codes = [f"{member.coded(n):0{member.width}b}" for n in (one, two)]
    last = f"{member.coded(end):0{digits}x}"
    first = f"{member.coded(begin):0{digits}x}"
    size = "decade" if digits == 1 else f"{digits}-digit BCD"
    return (
        f"{'Decade' if digits == 1 else 'BCD'} counter, {way}, {digits} digit"
        f"{'s' if digits > 1 else ''}, output {out} of {member.width} bits, period {top + 1}: "
        f"from {begin} to {end} (decimal) and round again.{carry}",
        f"`{out}` consists of {places}. {ripple}.{carry}",
        f"Create a {size} counter. The number shown by `{out}`, as {places}, is {verb} at each "
        f"counting edge; {end} is followed by {begin}.{carry}",
        f"This block is used to drive a decimal display. It counts {way} through all {top + 1} "
        f"numbers from {begin} to {end}, over and over, in the form of {places}, on "
        f"`{out}`.{carry}",
        f"For example, {one} is followed by {two}, so `{out}` goes from {codes[0]} to {codes[1]} "
        f"(binary). The counter counts {way} in decimal, {places}, and after {end} it goes on with "
        f"{begin}.{carry}",
        f"In hexadecimal notation, where each digit of `{out}` is a decimal digit and none is "
        f"above 9, the value steps {way} by one as a decimal number would, and {last} is followed "
        f"by {first}.{carry}",
        f"You are asked for a counter modulo {top + 1} whose state is not a binary number but "
        f"{places}. One counting edge moves it one number {way}, and from {end} it returns to "
        f"{begin}. The state is `{out}`.{carry}",
        f"Odometer: `{out}` has {digits} wheel{'s' if digits > 1 else ''}, {places}, each with the "
        f"figures 0 to 9. {ripple}.{carry}",
    )

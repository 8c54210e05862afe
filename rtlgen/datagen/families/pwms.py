"""Pulse width modulators: a free counter is compared with a duty."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import literal
from rtlgen.spec.model import Port

State = tuple[int, int, int]
"""The place in the period, the duty that holds for it, and the registered output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pwm:
    width: int
    period: int
    duty: str
    enable: str | None
    """At 0 the output is off; the counter goes on."""
    out: str
    is_inverted: bool
    is_registered: bool
    is_buffered: bool
    """The duty is taken over only at the end of a period."""
    clocking: Clocking

    @property
    def inputs(self) -> tuple[Port, ...]:
        enable = [input_port(self.enable)] if self.enable else []
        return (input_port(self.duty, self.width), *enable)

    def shown(self, place: int, duty: int, levels: Levels) -> int:
        """Return the level of the output at a place of the period."""
        is_on = place < duty and (self.enable is None or levels[self.enable] == 1)
        return int(is_on != self.is_inverted)

    def update(self, state: State, levels: Levels) -> State:
        """Go one place on."""
        place, kept, _ = state
        duty = kept if self.is_buffered else levels[self.duty]
        after = (place + 1) % self.period
        return after, (kept if after else levels[self.duty]), self.shown(place, duty, levels)

    def outputs(self, state: State, levels: Levels) -> Known:
        """Compare now, or show what was registered."""
        place, kept, registered = state
        duty = kept if self.is_buffered else levels[self.duty]
        return {self.out: registered if self.is_registered else self.shown(place, duty, levels)}

    def bodies(self) -> dict[str, str]:
        """Write one or several blocks, and a comparison or a subtraction."""
        width, last = self.width, literal(self.period - 1, self.width)
        zero, duty = literal(0, width), "held" if self.is_buffered else self.duty
        lines = [(f"place <= (place == {last}) ? {zero} : place + 1'b1;", f"place <= {zero};")]
        if self.is_buffered:
            lines.append((f"held <= (place == {last}) ? {self.duty} : held;", f"held <= {zero};"))
        ifs = [
            (f"if (place == {last})\n    place <= {zero};\nelse\n    place <= place + 1'b1;", "")
        ]
        on = f"{self.enable} && place < {duty}" if self.enable else f"place < {duty}"
        borrow = f"    wire [{width}:0] ahead = {{1'b0, place}} - {{1'b0, {duty}}};\n"
        also = f"ahead[{width}] & {self.enable}" if self.enable else f"ahead[{width}]"
        on, also = (f"!({on})", f"~({also})") if self.is_inverted else (on, also)
        off = f"1'b{int(self.is_inverted)}"
        head = f"    reg [{width - 1}:0] place{', held' if self.is_buffered else ''};\n"
        single, apart, tail, other = lines[:], [(ifs[0][0], lines[0][1]), *lines[1:]], "", ""
        if self.is_registered:
            single.append((f"{self.out} <= {on};", f"{self.out} <= {off};"))
            apart.append((f"{self.out} <= {also};", f"{self.out} <= {off};"))
        else:
            tail, other = f"    assign {self.out} = {on};\n", f"    assign {self.out} = {also};\n"
        inner = "\n".join(f"    {line}" for line, _ in single)
        reset = "\n".join(f"    {line}" for _, line in single)
        together = self.clocking.block(f"begin\n{reset}\nend", f"begin\n{inner}\nend")
        blocks = "".join(self.clocking.block(begin, line) for line, begin in apart)
        return {"together": f"{head}{together}{tail}", "apart": f"{head}{borrow}{blocks}{other}"}


def draw(rng: random.Random) -> Drawn:
    """Draw a modulator."""
    width = rng.choice((2, 3, 4, 4, 5, 6, 8))
    full = 1 << width
    period = full if rng.random() < 0.5 else rng.randint(full // 2 + 1, full - 1)
    pwm = _Pwm(
        width=width, period=period, duty=rng.choice(("duty", "level", "compare")),
        enable=rng.choice((None, None, "en")), out=rng.choice(("pwm", "pwm_out", "out")),
        is_inverted=rng.random() < 0.25, is_registered=rng.random() < 0.4,
        is_buffered=rng.random() < 0.35, clocking=draw_clocking(rng),
    )  # fmt: skip
    state = "sets the internal counter to 0"
    state += f" and the held copy of `{pwm.duty}` to 0" if pwm.is_buffered else ""
    state += f", and `{pwm.out}` to {int(pwm.is_inverted)}" if pwm.is_registered else ""
    rest = [pwm.clocking.says(rng, state) for _ in range(4)]
    bodies = pwm.bodies()
    registers = frozenset({pwm.out}) if pwm.is_registered else frozenset()
    return Drawn(
        family="pwms",
        name=rng.choice(("pwm_gen", "pulse_width", f"pwm{width}", "top_module")),
        ports=(*pwm.clocking.ports, *pwm.inputs, output_port(pwm.out)),
        bodies=bodies,
        registers=dict.fromkeys(bodies, registers),
        says=tuple(f"{text} {more}" for text, more in zip(_says(pwm), rest, strict=True)),
        behaviour=pwm.clocking.behaviour((0, 0, int(pwm.is_inverted)), pwm.update, pwm.outputs),
    )


def _says(pwm: _Pwm) -> tuple[str, ...]:
    out, on = pwm.out, int(not pwm.is_inverted)
    duty = f"the held copy of `{pwm.duty}`" if pwm.is_buffered else f"`{pwm.duty}`"
    kept = (
        f" The copy takes the value of `{pwm.duty}` at the active edge at which the counter goes "
        f"from {pwm.period - 1} to 0, and at no other."
        if pwm.is_buffered
        else ""
    )
    gate = f" and `{pwm.enable}` is 1" if pwm.enable else ""
    free = f" The counter does not depend on `{pwm.enable}`." if pwm.enable else ""
    late = (
        " This is registered: each active edge stores the comparison made with the values just "
        "before the edge, so the output is one cycle behind the counter."
        if pwm.is_registered
        else " This is combinational, without another register."
    )
    count = f"a counter of {pwm.width} bits from 0 to {pwm.period - 1} that then starts again at 0"
    more = f"{late}{kept}{free}"
    return (
        f"A PWM made of {count}, one step per clock. `{out}` is {on} if the counter is less than "
        f"{duty}{gate}, else {1 - on}.{more}",
        f"Generate pulses of variable width with a period of {pwm.period} clock cycles. Use "
        f"{count}, and compare it, unsigned, with {duty}: `{out}` takes the level {on} while the "
        f"counter is below it{gate}, and the level {1 - on} otherwise.{more}",
        f"Rules: 1. An internal counter runs through 0, 1, up to {pwm.period - 1}, and again from "
        f"0, one step at each active edge. 2. `{out}` is {on} exactly if counter < duty{gate}, "
        f"where the duty is {duty}. 3. Otherwise it is {1 - on}.{more}",
        f"Given the place p in a period of {pwm.period} steps (p is 0 after the reset, grows by "
        f"one at each active edge, and returns to 0 after {pwm.period - 1}), compute `{out}` = "
        f"{on} where p < d{gate}, and {1 - on} elsewhere; d is {duty}.{more}",
    )

"""Timers: load a number, count down to zero, and tell that it is reached by a level or a pulse."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.spec.model import Port

State = tuple[int, bool]
"""The cycles left, and whether the latest edge took the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timer:
    form: str
    """level: 1 while nothing is left; pulse: 1 for a cycle at the end; busy: 1 while counting."""
    width: int
    fixed: int | None
    """The number that is loaded, or None = it is an input."""
    load: str
    data: str
    out: str
    restarts: bool
    """A load while it runs starts anew; otherwise it is ignored."""
    clocking: Clocking

    @property
    def inputs(self) -> tuple[Port, ...]:
        data = [] if self.fixed is not None else [input_port(self.data, self.width)]
        return (input_port(self.load), *data)

    def update(self, state: State, levels: Levels) -> State:
        """Load, or take one away."""
        left, _ = state
        if levels[self.load] and (self.restarts or not left):
            return levels[self.data] if self.fixed is None else self.fixed, False
        return max(left - 1, 0), left == 1

    def outputs(self, state: State, levels: Levels) -> Known:
        """Show the end."""
        del levels
        left, is_end = state
        shown = {"level": left == 0, "pulse": is_end, "busy": left > 0}[self.form]
        return {self.out: int(shown)}

    def bodies(self) -> dict[str, str]:
        """Write a chain of `if`, and the next value apart from the register."""
        width = self.width
        value = self.data if self.fixed is None else f"{width}'d{self.fixed}"
        test = self.load if self.restarts else f"{self.load} && left == {width}'d0"
        shown = {"level": f"left == {width}'d0", "pulse": "last", "busy": f"left != {width}'d0"}
        end = f"    assign {self.out} = {shown[self.form]};\n"
        lines = ["    last <= 1'b0;"] if self.form == "pulse" else []
        lines += [f"    if ({test})", f"        left <= {value};"]
        if self.form == "pulse":
            lines += [
                f"    else if (left != {width}'d0) begin", "        left <= left - 1'b1;",
                f"        last <= (left == {width}'d1);", "    end",
            ]  # fmt: skip
        else:
            lines += [f"    else if (left != {width}'d0)", "        left <= left - 1'b1;"]
        clear, last = f"left <= {width}'d0;", "    reg last;\n" if self.form == "pulse" else ""
        reset = f"begin\n    {clear}\n    last <= 1'b0;\nend" if last else clear
        chain = "\n".join(["begin", *lines, "end"])
        choice = (
            f"    wire begins = {test};\n    wire [{width - 1}:0] lower = (|left) ? "
            f"left - {width}'d1 : {width}'d0;\n"
        )
        apart = self.clocking.block(clear, f"left <= begins ? {value} : lower;")
        if last:
            apart += self.clocking.block("last <= 1'b0;", f"last <= !begins && left == {width}'d1;")
        head = f"    reg [{width - 1}:0] left;\n{last}"
        bodies = {"chain": f"{head}{self.clocking.block(reset, chain)}{end}"}
        bodies["apart"] = f"{head}{choice}{apart}{end}"
        return bodies


def draw(rng: random.Random) -> Drawn:
    """Draw a timer."""
    form, clocking = rng.choice(("level", "pulse", "busy")), draw_clocking(rng)
    width = rng.choice((2, 3, 4, 4, 6, 8))
    fixed = rng.randint(1 << width - 1, (1 << width) - 1) if rng.random() < 0.4 else None
    outs = {"level": ("done", "tc"), "pulse": ("pulse", "done"), "busy": ("busy", "active")}
    timer = _Timer(
        form=form, width=width, fixed=fixed,
        load=rng.choice(("start", "trigger") if fixed is not None else ("load", "start")),
        data=rng.choice(("data", "period", "ticks")), out=rng.choice(outs[form]),
        restarts=rng.random() < 0.6, clocking=clocking,
    )  # fmt: skip
    word = f"clears the timer, so that no cycle is left and `{timer.out}` is {int(form == 'level')}"
    rest = [clocking.says(rng, word) for _ in range(4)]
    bodies = timer.bodies()
    return Drawn(
        family="timers",
        name=rng.choice(("timer", "one_shot", "countdown", "top_module")),
        ports=(*clocking.ports, *timer.inputs, output_port(timer.out)),
        bodies=bodies,
        registers={},
        says=tuple(f"{text} {more}" for text, more in zip(_says(timer), rest, strict=True)),
        behaviour=clocking.behaviour((0, False), timer.update, timer.outputs),
    )


def _says(timer: _Timer) -> tuple[str, ...]:
    load, out, width = timer.load, timer.out, timer.width
    value = f"the value of `{timer.data}`" if timer.fixed is None else f"{timer.fixed}"
    again = (
        f"`{load}` has priority over counting, so a running timer starts anew"
        if timer.restarts
        else f"`{load}` is ignored while the count is not 0"
    )
    shown = {
        "level": "is 1 exactly while the count is 0",
        "pulse": "is 1 for the one clock cycle that follows the active edge at which the count "
        "goes from 1 to 0 by counting down, and 0 otherwise",
        "busy": "is 1 exactly while the count is not 0",
    }[timer.form]
    zero = ""
    if timer.fixed is None:
        zero = f"Loading 0 makes the count 0{' with no pulse' if timer.form == 'pulse' else ''}. "
    return (
        f"A down counter of {width} bits: an active edge with `{load}` at 1 sets the count to "
        f"{value}; at every other active edge a count above 0 is reduced by one, and 0 stays. "
        f"`{out}` {shown}. {again[0].upper() + again[1:]}.",
        f"Build a timer that is started by `{load}`=1, which puts {value} into an internal count. "
        f"The count then falls by one per clock down to 0 and stops there. The output `{out}` "
        f"{shown}. {zero}Note that {again}.",
        f"Rules: 1. The internal count has {width} bits. 2. With `{load}` at 1 it becomes {value}; "
        f"{again}. 3. Without a load it counts down by one and stops at 0. 4. `{out}` {shown}.",
        f"Given the count c, the next c is {value} at a load (`{load}` is 1"
        f"{'' if timer.restarts else ' and c is 0'}), and max(c-1, 0) otherwise. With c as the "
        f"count, `{out}` {shown}. {zero}There is nothing else.",
    )

"""Timers: load a number, count down to zero, and tell that it is reached by a level or a pulse."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.timers import Timer, others
from rtlgen.spec.model import Port

State = tuple[int, bool]
"""The cycles left, and whether the latest edge took the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timer(Timer):
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
    said = _says(timer)
    tails = (rest[:3] * len(said))[: len(said) - 1] + rest[3:]
    bodies = timer.bodies()
    return Drawn(
        family="timers",
        name=rng.choice(("timer", "one_shot", "countdown", "top_module")),
        ports=(*clocking.ports, *timer.inputs, output_port(timer.out)),
        bodies=bodies,
        registers={},
        says=tuple(f"{text} {tail}" for text, tail in zip(said, tails, strict=True)),
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
        *_more(timer),
        *others(timer),
        f"Given the count c, the next c is {value} at a load (`{load}` is 1"
        f"{'' if timer.restarts else ' and c is 0'}), and max(c-1, 0) otherwise. With c as the "
        f"count, `{out}` {shown}. {zero}There is nothing else.",
    )


def _more(timer: _Timer) -> tuple[str, ...]:
    """Say the same in more ways."""
    load, out, width, data = timer.load, timer.out, timer.width, timer.data
    value = f"`{data}`" if timer.fixed is None else f"{timer.fixed}"
    start = f"`{load}` is 1" if timer.restarts else f"`{load}` is 1 and the timer is idle (at 0)"
    run = (
        f"A `{load}` during a run loads {value} again, whatever is left"
        if timer.restarts
        else f"A `{load}` during a run has no effect; only at 0 is it obeyed"
    )
    shown = {
        "level": f"`{out}` = 1 means that nothing is left (the count is 0), and 0 that it runs",
        "pulse": f"`{out}` is a registered pulse: it is 1 in the single cycle after the edge that "
        f"counts down from 1 to 0, and in no other cycle",
        "busy": f"`{out}` = 1 means that it runs (the count is above 0), and 0 that it is idle",
    }[timer.form]
    zero = ""
    if timer.fixed is None:
        silent = ", without a pulse" if timer.form == "pulse" else ""
        zero = f" If {value} is 0 at a load, the count is simply 0 afterwards{silent}."
    code = f"{load} ? {data if timer.fixed is None else timer.fixed} : (left ? left - 1 : 0)"
    if not timer.restarts:
        code = f"left ? left - 1 : ({load} ? {data if timer.fixed is None else timer.fixed} : 0)"
    final = {
        "level": f"{out} = (left == 0)", "busy": f"{out} = (left != 0)",
        "pulse": f"{out} is a flip-flop that takes the value of (left == 1"
        + (f" && !{load})" if timer.restarts else ")"),
    }[timer.form]  # fmt: skip
    number = 3 if timer.fixed is None else timer.fixed
    seen = {
        "level": f"`{out}` is 0 for {number} cycles and then 1 again",
        "pulse": f"`{out}` is 1 in the cycle after {number} further edges, for one cycle",
        "busy": f"`{out}` is 1 for {number} cycles and then 0 again",
    }[timer.form]
    loaded = f"a load of {number}" if timer.fixed is None else "a load"
    kind = "retriggerable" if timer.restarts else "non-retriggerable"
    return (
        f"Countdown timer, {width} bits, {kind}, loaded with {value} by `{load}`, stops at 0. "
        f"{shown}.{zero}",
        f"Create an egg timer. If {start} at an active edge, {value} becomes the number of clocks "
        f"left; otherwise each edge takes one off until none is left. {run}. {shown}.",
        f"An internal register left of {width} bits is updated at each active edge to {code}; and "
        f"{final}.",
        f"This block measures a delay for some other part of the chip. That part raises `{load}`, "
        f"and the {width}-bit delay, {value}, is stored; from then on one is subtracted per clock, "
        f"but never below 0. {run}. The answer: {shown}.{zero}",
        f"Assume that the timer is at 0. After {loaded}, with no `{load}` after it, {seen}. In "
        f"general, an edge at which {start} stores {value} in a counter of {width} bits, and every "
        f"other edge decrements it unless it is 0. {shown}.",
        f"What does an active edge do? If {start}, it copies {value} to the counter of {width} "
        f"bits. If not, and the counter is not yet 0, it takes 1 away. If neither is so, it leaves "
        f"0 as it is. And the output? {shown}.{zero}",
        f"You are given a counter that can only go down, {width} bits wide, and stays at 0 when it "
        f"gets there. Its start value {value} is written when {start}. {run}. {shown}.",
        f"The output `{out}` depends on a hidden count. {shown}. The count is set to {value} "
        f"by `{load}` = 1 {'at any time' if timer.restarts else 'if it is 0, not otherwise'}; an "
        f"edge that does not set it lowers it by one as long as it is not 0.",
    )

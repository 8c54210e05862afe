"""Timers in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """What is counted, and the ports."""

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

    @property
    def value(self) -> str:
        """Say what is loaded."""
        return f"`{self.data}`" if self.fixed is None else str(self.fixed)

    @property
    def code(self) -> str:
        """Write what is loaded."""
        return self.data if self.fixed is None else str(self.fixed)

    @property
    def shown(self) -> str:
        """Say what the output shows, as a sentence without its end."""
        return {
            "level": f"`{self.out}` is high whenever the count is 0, and low whenever it is not",
            "pulse": f"`{self.out}` comes from a flip-flop; it is high for one period after each "
            "edge at which the count steps down from 1 to 0, and low in all others",
            "busy": f"`{self.out}` is high whenever the count is not 0, and low whenever it is",
        }[self.form]

    @property
    def silence(self) -> str:
        """Say what a load of 0 does, where it may be loaded."""
        if self.fixed is not None or self.form != "pulse":
            return ""
        return " A 0 that is loaded gives no pulse."


def others(told: Timer) -> tuple[str, ...]:
    """Return ten texts."""
    return (*_plainly(told), *_at_length(told))


def _plainly(told: Timer) -> tuple[str, ...]:
    load, out, width, value = told.load, told.out, told.width, told.value
    begins = load if told.restarts else f"({load} && c == 0)"
    shown = {
        "level": f"{out} = ~|c", "busy": f"{out} = |c",
        "pulse": f"{out} <= (c == 1){f' && !{load}' if told.restarts else ''} on the same tick",
    }[told.form]  # fmt: skip
    kind = "reloadable at any time" if told.restarts else "not reloadable before it reaches 0"
    brief = {
        "level": f"{out} = 1 at count 0", "busy": f"{out} = 1 while the count is not 0",
        "pulse": f"{out} is a registered one-clock pulse on the step from 1 to 0",
    }[told.form]  # fmt: skip
    what = {
        "level": "and tells by a steady 1 that the time is over",
        "busy": "and tells by a steady 1 that the time is still running",
        "pulse": "and tells by a single pulse that the time has just run out",
    }[told.form]
    again = (
        f"another `{load}` on the way starts the count again from {value}" if told.restarts
        else f"another `{load}` on the way is not heard"
    )  # fmt: skip
    mine = (
        f"if I raise `{load}` again while it is running, begin again with {value}" if told.restarts
        else f"if I raise `{load}` again while it is running, don't listen"
    )  # fmt: skip
    shall = (
        "regardless of the value that the count has" if told.restarts
        else "provided that the count is 0"
    )  # fmt: skip
    return (
        f"On every tick c <= {begins} ? {told.code} : c - (c != 0), with c of {width} bits, and "
        f"{shown}.",
        f"Down-counting timer of {width} bits with {load}, start value {value}, {kind}, stops at "
        f"0; {brief}.",
        f"Which circuit counts {value} clocks down from a `{load}` = 1, holds at 0, {what}? Build "
        f"it with a count of {width} bits; {again}. {told.shown}.{told.silence}",
        f"I want a kitchen timer. When `{load}` is up at a clock edge, set the {width}-bit count "
        f"to {value}, then take off one per clock and rest at 0; {mine}. {told.shown}."
        f"{told.silence}",
        f"An active edge with `{load}` high shall set the {width}-bit count to {value}, {shall}. "
        f"Any other active edge must lower the count by 1, or leave it at 0. {told.shown}."
        f"{told.silence}",
    )


def _at_length(told: Timer) -> tuple[str, ...]:
    load, out, width, value = told.load, told.out, told.width, told.value
    zero = f"While the count ({width} bits) is 0: an active edge with `{load}` = 1 puts {value} "
    zero += "into it, and one with 0 leaves it"
    above = f"While it is above 0: an active edge subtracts 1, whatever `{load}` is"
    if told.restarts:
        above = (
            f"While it is above 0: an active edge with `{load}` = 0 subtracts 1, and one with 1 "
        )
        above += f"replaces it by {value}"
    wrap = (
        f"`{load}` = 1 at an edge is never overlooked: it sets the count to {value} instead of the "
        "step down"
        if told.restarts
        else f"`{load}` = 1 at an edge sets the count to {value}, but unlike in a retriggerable "
        "timer only when the count is 0"
    )
    loads = f"{load}(t) = 1" + ("" if told.restarts else " and c(t) = 0")
    number = told.code if told.fixed is not None else f"{told.code}(t)"
    seen = {
        "level": f"{out} = 1 if and only if c = 0", "busy": f"{out} = 1 if and only if c > 0",
        "pulse": f"{out}(t+1) = 1 if and only if c(t) = 1 and c(t+1) = 0 and no load was made",
    }[told.form]  # fmt: skip
    code = f"if ({load}{'' if told.restarts else ' && c == 0'}) c = {told.code}; else if (c > 0) "
    code += "c--;"
    shown = {"level": f"{out} = (c == 0);", "busy": f"{out} = (c != 0);", "pulse": ""}[told.form]
    if told.form == "pulse":
        code = code.replace("c--;", f"{{ {out} = (c == 1); c--; }}")
        code = f"{out} = 0; {code}"
    return (
        f"{zero}. {above}. {told.shown}.{told.silence}",
        f"Unlike a free-running down counter, this one of {width} bits does not wrap at 0 but "
        f"waits there. {wrap}. Edges that do not set it lower it by 1 as long as it is above 0. "
        f"{told.shown}.{told.silence}",
        f"Let c(t) be the count, of {width} bits, before active edge t. Then c(t+1) = {number} if "
        f"{loads}, and max(0, c(t) - 1) if not; {seen}.",
        f"Think of static variables and of this code at every active edge: {{ {code} {shown} }} "
        f"Here c has {width} bits.".replace(";  }", "; }").replace("}  }", "} }"),
        _backwards(told),
    )


def _backwards(told: Timer) -> str:
    load, value = told.load, told.value
    lasts = {"level": "0", "busy": "1"}
    if told.fixed is None:
        counts = (3, 2, 1, 0, 0)
        bits = {
            "level": [int(n == 0) for n in counts], "busy": [int(n > 0) for n in counts],
            "pulse": [0, 0, 0, 1, 0],
        }[told.form]  # fmt: skip
        example = (
            f"After an edge that loads 3, and the four edges that follow with `{load}` = 0, the "
            f"count is {', '.join(map(str, counts))} and `{told.out}` is "
            f"{', '.join(map(str, bits))}"
        )
    elif told.form == "pulse":
        example = (
            f"If no load follows, the pulse begins with edge number {told.fixed} after the one "
            "that loaded"
        )
    else:
        example = (
            f"So `{told.out}` is {lasts[told.form]} in the {told.fixed} periods after an "
            "edge that loads, if no load follows"
        )
    other = "" if told.restarts else " and the count is 0"
    return (
        f"{told.shown}. The count has {told.width} bits. It becomes {value} at an active edge if "
        f"`{load}` is 1{other}; otherwise it loses 1 there until it is 0, and stays 0. {example}."
    )

"""Registers that shift and count, in further words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """What the descriptions need of a register."""

    out: str
    width: int
    asked: list[tuple[str, str]]
    """What is done and its enable, the one with priority first."""
    values: dict[str, str]
    """The next value of each action in Verilog."""
    serial: str
    parallel: str
    done: str | None
    is_left: bool
    is_down: bool

    @property
    def side(self) -> str:
        """Where the bits go."""
        return "left" if self.is_left else "right"

    def deed(self, action: str) -> str:
        """Write what the register does, as after `shall`."""
        entry, top = 0 if self.is_left else self.width - 1, (1 << self.width) - 1
        roll = f"from 0 to {top}" if self.is_down else f"from {top} to 0"
        return {
            "shift": f"move one place {self.side} and take `{self.serial}` into bit {entry}",
            "count": f"count {'down' if self.is_down else 'up'} by 1, rolling over {roll}",
            "load": f"load `{self.parallel}`", "clear": "go to 0",
        }[action]  # fmt: skip

    def catchword(self, action: str) -> str:
        """Name an action."""
        return {
            "shift": f"{self.side} shift (serial in {self.serial})",
            "count": f"{'down' if self.is_down else 'up'} count",
            "load": f"load {self.parallel}", "clear": "synchronous clear",
        }[action]  # fmt: skip


def others(requests: Requests, rest: Sequence[str]) -> tuple[str, ...]:
    """Describe the same register in ten more ways; the rest tells of clock and reset."""
    out, done = requests.out, requests.done
    flags = ("", "", "")
    if done:
        flags = (
            f" As a wire, {done} = ({out} == 0).",
            f" `{done}` is high as long as every bit of {out} is 0, and low otherwise.",
            f" {done} is the NOR of all bits of `{out}`, with no register in between.",
        )
    said = (*_short(requests), *_spoken(requests), *_strict(requests), *_exact(requests))
    return tuple(f"{text}{flags[n % 3]} {rest[n % len(rest)]}" for n, text in enumerate(said))


def _short(requests: Requests) -> tuple[str, ...]:
    """Write statements, catchwords, and a function as in C."""
    out, width, asked, values = requests.out, requests.width, requests.asked, requests.values
    code = " else ".join(f"if ({enable}) {out} <= {values[action]};" for action, enable in asked)
    order = " > ".join(enable for _, enable in asked)
    listed = ", ".join(f"{enable} = {requests.catchword(action)}" for action, enable in asked)
    moved = (
        f"(w << 1) | {requests.serial}"
        if requests.is_left
        else f"(w >> 1) | ({requests.serial} << {width - 1})"
    )
    terms = {
        "shift": moved, "count": f"w {'-' if requests.is_down else '+'} 1",
        "load": requests.parallel, "clear": "0",
    }  # fmt: skip
    lines = " ".join(f"if ({enable}) return {terms[action]};" for action, enable in asked)
    return (
        f"Apart from the reset, each clock event does `{code}`, and the last `if` has no else.",
        f"Shift register and counter {out}, {width} bits: {listed}; priority {order}; none set: "
        f"hold.",
        f"Think of {out} as an unsigned variable w that is passed through `next(w) {{ {lines} "
        f"return w; }}` once per clock, and cut to its {width} low bits.",
    )


def _spoken(requests: Requests) -> tuple[str, ...]:
    """Ask, chat and contrast."""
    out, width, asked = f"`{requests.out}`", requests.width, requests.asked
    first, last = f"`{asked[0][1]}`", f"`{asked[-1][1]}`"
    told = "; ".join(f"on `{enable}` it has to {requests.deed(action)}" for action, enable in asked)
    wishes = ", then ".join(
        f"`{enable}`, which makes it {requests.deed(action)}" for action, enable in asked
    )
    deeds = "; ".join(f"`{enable}` makes it {requests.deed(action)}" for action, enable in asked)
    return (
        f"Which register of {width} bits can collect serial bits and count as well? The one that "
        f"is wanted here, {out}: {told}. If several of these are high, the one named earliest is "
        f"obeyed; if none is, nothing is done. Build it.",
        f"I need one register, {out}, {width} bits, that I can use for two jobs, so that I don't "
        f"have to copy a number from a shifter to a counter. Please check the controls in this "
        f"order and act on the first one that's high: {wishes}. When they're all low, leave it "
        f"alone.",
        f"Unlike a plain counter of {width} bits, {out} has {len(asked)} controls, and unlike "
        f"independent switches they do not add up: {deeds}; but a control is without effect "
        f"while one that stands before it in this list is high, so {first} always gets through "
        f"and {last} only if it is alone. With all of them low, no bit moves.",
    )


def _strict(requests: Requests) -> tuple[str, ...]:
    """Require, and go by cases from the weakest one."""
    out, width, asked = f"`{requests.out}`", requests.width, requests.asked
    shall = " ".join(
        f"{'Otherwise, if' if n else 'If'} {enable} is asserted, it shall {requests.deed(action)}."
        for n, (action, enable) in enumerate(asked)
    )
    cases = []
    for n in reversed(range(len(asked))):
        action, enable = asked[n]
        stronger = " or ".join(f"`{name}`" for _, name in asked[:n])
        block = f", unless {stronger} is 1 too" if n else ", whatever else is 1"
        cases.append(f"with `{enable}` at 1 it has to {requests.deed(action)}{block}")
    return (
        f"The register {out} shall have {width} bits and must do at most one thing at a clock "
        f"event. {shall} If no control is asserted, it must keep its contents.",
        f"While its controls are all 0, {out} ({width} bits) retains what it holds. Otherwise, "
        f"{'; '.join(cases)}.",
    )


def _exact(requests: Requests) -> tuple[str, ...]:
    """Write numbers, and an example."""
    out, width, asked, serial = requests.out, requests.width, requests.asked, requests.serial
    size, half = 1 << width, 1 << width - 1
    moved = f"(2*N + {serial}) mod {size}" if requests.is_left else f"floor(N/2) + {half}*{serial}"
    terms = {
        "shift": moved, "count": f"(N {'-' if requests.is_down else '+'} 1) mod {size}",
        "load": requests.parallel, "clear": "0",
    }  # fmt: skip
    cases, before = [], ""
    for action, enable in asked:
        cases.append(f"{terms[action]} if {before}{enable} = 1")
        before += f"{enable} = 0 and "
    start = half + 2
    after = {
        "shift": (2 * start + 1) % size if requests.is_left else start // 2 + half,
        "count": (start - 1 if requests.is_down else start + 1) % size,
    }
    shown = (
        f"after {start:0{width}b} comes {after['shift']:0{width}b} by a shift with {serial} at 1, "
        f"and {after['count']:0{width}b} by a count"
    )
    ranks = "; ".join(
        f"rank {n}, {enable}: {requests.deed(action)}"
        for n, (action, enable) in enumerate(asked, 1)
    )
    return (
        f"Let N be the number in {out}, from 0 to {size - 1}. The number after a clock event is "
        f"{', '.join(cases)}, and N itself if all of these are 0.",
        f"What stands in {out} after a clock event depends on its {width} old bits and on the "
        f"control of the best rank that is 1. The ranks and what {out} must do are: {ranks}. For "
        f"instance, {shown}. Without any control nothing changes.",
    )

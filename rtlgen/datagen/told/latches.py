"""Transparent latches in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Latch:
    """What a latch does, and its ports."""

    data: str
    out: str
    inverse: str | None
    """Output with all bits inverted."""
    width: int
    gate: str
    opens_at: int
    enable: str | None
    """A second input, which must be 1 for the latch to be open."""
    force: str | None
    """Clear or preset, without regard to the gate."""
    forces_at: int
    is_preset: bool

    @property
    def opened(self) -> str:
        """Say when data pass."""
        more = f" and `{self.enable}` is 1" if self.enable else ""
        return f"`{self.gate}` is {self.opens_at}{more}"

    @property
    def shut(self) -> str:
        """Say when they do not."""
        more = f" or `{self.enable}` is 0" if self.enable else ""
        return f"`{self.gate}` is {1 - self.opens_at}{more}"

    @property
    def test(self) -> str:
        """Write when data pass."""
        more = f" && {self.enable}" if self.enable else ""
        return f"{'' if self.opens_at else '!'}{self.gate}{more}"

    @property
    def value(self) -> str:
        """Say what is forced."""
        return "0" if not self.is_preset else "1" if self.width == 1 else "all ones"

    @property
    def constant(self) -> str:
        """Write what is forced."""
        digit = int(self.is_preset)
        return f"1'b{digit}" if self.width == 1 else f"{{{self.width}{{1'b{digit}}}}}"

    @property
    def forcing(self) -> str:
        """Write when it is forced."""
        return f"{'' if self.forces_at else '!'}{self.force}"


def others(told: Latch) -> tuple[str, ...]:
    """Return ten texts; each ends with the inverse output, if there is one."""
    tail = ""
    if told.inverse:
        tail = f" `{told.inverse}` shows {'' if told.width == 1 else 'each bit of '}`{told.out}` "
        tail += "inverted, at all times."
    return tuple(f"{text}{tail}" for text in (*_plainly(told), *_at_length(told)))


def _plainly(told: Latch) -> tuple[str, ...]:
    data, out, value = told.data, told.out, told.value
    choice = f"{told.test} ? {data} : {out}"
    if told.force:
        choice = f"{told.forcing} ? {told.constant} : {choice}"
    kind = (
        "D latch"
        if told.width == 1
        else f"{'An' if told.width == 8 else 'A'} {told.width}-bit D latch"
    )
    level = "high" if told.opens_at else "low"
    brief = f"{kind}, gate `{told.gate}` (active {level})"
    brief += (
        f" and enable `{told.enable}` (active high), both needed to open it" if told.enable else ""
    )
    strong, mine, shall = "", "", ""
    if told.force:
        what = "preset" if told.is_preset else "clear"
        brief += f", asynchronous {what} `{told.force}` (active "
        brief += f"{'high' if told.forces_at else 'low'}, dominant)"
        at = f"`{told.force}` = {told.forces_at}"
        strong = f" {at} makes `{out}` {value}, gate open or not."
        mine = f" And let {at} win over everything and put {value} there."
        shall = f" While `{told.force}` is {told.forces_at}, `{out}` must be {value} in any case."
    return (
        f"The function {choice} appears at {out}, fed back without a clock (so it is a latch).",
        f"{brief}.",
        f"Which storage cell is like a wire from `{data}` to `{out}` while {told.opened}, and "
        f"keeps the latest level otherwise?{strong} Build it for {told.width} "
        f"bit{'s' if told.width > 1 else ''}.",
        f"I need a latch, really a latch and no flop: as long as {told.opened}, let `{data}` "
        f"through to `{out}`; after that, keep what was there.{mine}",
        f"`{out}` shall track `{data}` continuously during any time in which {told.opened}. It "
        f"must stay frozen during any time in which {told.shut}.{shall}",
    )


def _at_length(told: Latch) -> tuple[str, ...]:
    data, out, value, force = told.data, told.out, told.value, told.force
    at = f"`{force}` is {told.forces_at}"
    free = f"`{force}` is {1 - told.forces_at}"
    first = (
        f"First of all, when {at}, `{out}` is {value} at once and is left with {value}. If not, "
    )
    cases = f"{'when' if force else 'When'} {told.shut}, the old `{out}` is retained; and when "
    cases += f"{told.opened}, the new `{out}` is `{data}`, immediately"
    unless = f" The exception is {force} = {told.forces_at}, which forces {value}." if force else ""
    only = f", and {value} at every t with {force} = {told.forces_at}" if force else ""
    rest = f"{told.gate} = {told.opens_at}" + (f" and {told.enable} = 1" if told.enable else "")
    also = f" and {force} = {1 - told.forces_at}" if force else ""
    code = f"if ({told.test}) {out} = {data};"
    if force:
        digits = "0" if not told.is_preset else "1" if told.width == 1 else "~0"
        code = f"if ({told.forcing}) {out} = {digits}; else {code}"
    order = f", {free}" if force else ""
    last = f"; {force} = {told.forces_at} would override this and give {value}" if force else ""
    return (
        f"{first if force else ''}{cases}.",
        f"Unlike a flip-flop, which waits for an edge, this storage lets `{data}` run through to "
        f"`{out}` as long as {told.opened}. Only when {told.shut}, changes of `{data}` do "
        f"not matter and `{out}` is left as it was.{unless}",
        f"As a function of time, {out}(t) = {data}(t) at every t with {rest}{also}{only}; at all "
        f"other t, {out}(t) is the value that {out} had last at such a time.",
        f"Think of a loop that runs for ever, infinitely fast: while (1) {{ {code} }} The variable "
        f"{out} keeps its value where nothing is assigned.",
        f"`{out}` is either `{data}` or a memory of it. Example: {told.opened}{order}, `{data}` is "
        f"1, so `{out}` is 1; `{data}` falls to 0 and `{out}` follows at once; then the gate is "
        f"closed ({told.shut}), `{data}` rises again, and `{out}` still is 0{last}.",
    )

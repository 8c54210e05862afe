"""Counters in two directions in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """How far and when it counts, and the ports."""

    out: str
    width: int
    top: int
    """The largest number."""
    up: str
    down: str | None
    """With None, the counter goes down when `up` is 0."""
    enable: str | None
    """Input that stops the counting at 0."""
    load: str | None
    """Input that copies `data`."""
    data: str
    saturates: bool
    """The count stays at its ends; otherwise it wraps."""

    @property
    def is_full(self) -> bool:
        """Whether all numbers of the width are counted."""
        return self.top == (1 << self.width) - 1

    @property
    def over(self) -> int:
        """What follows the largest number upwards."""
        return self.top if self.saturates else 0

    @property
    def under(self) -> int:
        """What follows 0 downwards."""
        return 0 if self.saturates else self.top

    @property
    def steers(self) -> tuple[str, str, str]:
        """Tell when it goes up, goes down and stays."""
        if self.down:
            return (
                f"`{self.up}` is set and `{self.down}` is not",
                f"`{self.down}` is set and `{self.up}` is not",
                f"`{self.up}` and `{self.down}` are equal",
            )
        return f"`{self.up}` is high", f"`{self.up}` is low", ""

    @property
    def tests(self) -> tuple[str, str]:
        """Write in Verilog when it goes up and goes down."""
        if self.down:
            return f"{self.up} && !{self.down}", f"{self.down} && !{self.up}"
        return self.up, f"!{self.up}"

    @property
    def kind(self) -> str:
        """Name what happens at the ends."""
        return "saturating" if self.saturates else "wrapping"


def others(counter: Counter) -> tuple[str, ...]:
    """Tell an up/down counter in further words."""
    return (*_formulas(counter), *_cases(counter), *_reports(counter))


def _formulas(counter: Counter) -> tuple[str, ...]:
    """Tell it by an expression, in short, by mathematics and by a program."""
    out, top, over, under = counter.out, counter.top, counter.over, counter.under
    (more, less), saturates = counter.tests, counter.saturates
    step = f"d = 2*{counter.up} - 1"
    if counter.down:
        step = f"d = {counter.up} - {counter.down}"
    brief = (
        f"{'An' if counter.width == 8 else 'A'} {counter.width}-bit {counter.kind} up/down counter"
    )
    if not counter.is_full:
        brief += f", 0 to {top}"
    if counter.down:
        brief += (
            f", counts on {counter.up} xor {counter.down}, in the direction of the one that is 1"
        )
    elif counter.up == "dir":
        brief += ", dir = 1 for up"
    else:
        brief += f", {counter.up} = 1 for up and 0 for down"
    limits = f"({out} + d) mod {top + 1}"
    if saturates:
        limits = f"the median of 0, {out} + d and {top}"
    ups = f"if ({out} < {top}) {out}++;" + ("" if saturates else f" else {out} = 0;")
    downs = f"if ({out} > 0) {out}--;" + ("" if saturates else f" else {out} = {top};")
    other = f"else if ({less})" if counter.down else "else"
    return (
        f"A counting edge does {out} <= {more} ? ({out} == {top} ? {over} : {out} + 1) : "
        + (f"{less} ? " if counter.down else "")
        + f"({out} == 0 ? {under} : {out} - 1)"
        + (f" : {out}." if counter.down else "."),
        f"{brief}.",
        (
            f"A counting edge takes {out}, a number in {{0,...,{top}}}, to {limits}, with the "
            f"step {step}, signals being the numbers 0 and 1."
        ),
        (
            f"Think of {out} as a static variable. A tick that counts runs the statement if "
            f"({more}) {{ {ups} }} {other} {{ {downs} }}."
        ),
    )


def _cases(counter: Counter) -> tuple[str, ...]:
    """Tell it by cases, by contrast, and from the output back."""
    out, top, over, under = counter.out, counter.top, counter.over, counter.under
    up, down, still = counter.steers
    stays = f" When {still}, it does not move." if still else ""
    wheel = f"past {top} it goes on with 0, and below 0 with {top}, like an odometer"
    if counter.saturates:
        wheel = f"it never rolls over: at {top} it ignores upward steps, and at 0 downward ones"
    plain = f"`{counter.up}` decides at every counting edge which way it goes, 1 meaning up"
    if counter.down:
        plain = (
            f"it needs exactly one of `{counter.up}` (one more) and `{counter.down}` (one less) to "
            "be 1 for a step"
        )
    low, high = f", except that 0 turns into {top}", f", except that {top} turns into 0"
    if counter.saturates:
        low, high = ", unless it is 0", f", unless it is {top}"
    ends = f"{top} is followed by {over} upwards, and 0 by {under} downwards"
    if counter.saturates:
        ends = f"{top} cannot become more, and 0 cannot become less"
    turn = "stop" if counter.saturates else "turn-over"
    return (
        (f"When {down}, `{out}` falls by 1{low}. When {up}, it rises by 1{high}.{stays}"),
        (
            f"Unlike a counter that can only go up, this one has both directions: {plain}. Its "
            f"range is 0 to {top}, and {wheel}."
        ),
        (
            f"`{out}` is a number from 0 to {top}, kept in {counter.width} flip-flops. It can be "
            f"one more after a counting edge than before (if {up}) or one less (if {down}), with "
            f"a {turn} at the ends: {ends}.{stays}"
        ),
    )


def _reports(counter: Counter) -> tuple[str, ...]:
    """Tell it as a question, a message and requirements."""
    out, top, width = counter.out, counter.top, counter.width
    over, under = counter.over, counter.under
    up, down, still = counter.steers
    asked = "wraps round"
    mine = f"One more than {top} should be shown as 0, and one less than 0 as {top}."
    must = f"Beyond {top} it shall continue with 0, and below 0 with {top}."
    if counter.saturates:
        asked = "stops"
        mine = f"It must not run over: full is {top}, empty is 0, and there it remains."
        must = f"It shall neither exceed {top} nor fall below 0; a step that would is ignored."
    people = f"Someone enters when {up}, and someone leaves when {down}."
    people += f" When {still}, the number is the same as before." if still else ""
    keep = f" While {still}, it must hold its value." if still else ""
    return (
        f"Which circuit counts forwards and backwards between 0 and {top} and {asked} at both "
        f"ends? An up/down counter. Build it with {width} bits on `{out}`. Forwards: {up}; {top} "
        f"is followed by {over}. Backwards: {down}; 0 is followed by {under}."
        + (f" No move: {still}." if still else ""),
        f"I want to keep count of the people in a room on `{out}` ({width} bits). {people} {mine}",
        (
            f"The counter shall add 1 to `{out}` at a counting edge if {up}, and subtract 1 if "
            f"{down}. {must}{keep}"
        ),
    )

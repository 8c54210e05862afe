"""Multiples, weighted sums and polynomials in further words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """What is computed, and where it goes."""

    names: Sequence[str]
    """The inputs."""
    width: int
    wide: int
    """Bits of the result."""
    text: str
    """As mathematics."""
    shifts: str
    """With shifts and additions."""
    value: Callable[[Mapping[str, int]], int]
    out: str
    is_clocked: bool

    @property
    def kind(self) -> str:
        """Call it by its name."""
        if len(self.names) > 1:
            return "weighted sum"
        if f"*{self.names[0]}*" in self.text:
            return "polynomial"
        return "linear function" if "+" in self.text else "constant multiple"

    @property
    def listed(self) -> str:
        """Name the inputs."""
        names = [f"`{name}`" for name in self.names]
        return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def others(formula: Formula, rest: Sequence[str]) -> tuple[str, ...]:
    """Say what is computed; `rest` tells of clock and reset, and is only used with a clock."""
    told = (*_short(formula), *_long(formula))
    if not formula.is_clocked:
        return told
    return tuple(f"{text} {rest[n % len(rest)]}" for n, text in enumerate(told))


def _short(formula: Formula) -> tuple[str, ...]:
    text, out, wide, width = formula.text, formula.out, formula.wide, formula.width
    is_clocked, names = formula.is_clocked, formula.listed
    many, both = formula.names[1:], "all of them unsigned" if formula.names[2:] else "both unsigned"
    unsigned = both if many else "unsigned"
    size = f"{width} bits in, {wide} bits out"
    if is_clocked:
        driven = (
            f"`{out} <= {text}` on each tick, with {names} ({unsigned}) extended to {wide} bits."
        )
    else:
        driven = (
            f"Drive `{out}` with {text}, where {names} ({unsigned}) must first be extended to "
            f"{wide} bits."
        )
    stored = f"`{out}` is a flip-flop register that samples it." if is_clocked else "No clock."
    wish = (
        f"What I want on `{out}` after the clock edge is"
        if is_clocked
        else f"What I want on `{out}`, with no clock involved, is"
    )
    return (
        driven,
        f"{'Registered u' if is_clocked else 'U'}nsigned {formula.kind}: {out} = {text}.",
        f"Which circuit turns {names} ({unsigned}, {size}) into {text}? Build it. {stored}",
        f"I have {names} coming in from a converter, {width} bits, never negative. {wish} {text}. "
        f"I sized the port so that nothing gets lost, hence please add no saturation.",
        f"The block shall compute the {formula.kind} {text} of unsigned operands without any loss. "
        f"`{out}` must "
        + (
            "be updated with it by every active clock edge, and by nothing else but the reset."
            if is_clocked
            else "follow each change of an input immediately."
        ),
    )


def _long(formula: Formula) -> tuple[str, ...]:
    text, out, wide, names = formula.text, formula.out, formula.wide, formula.names
    value, top, is_clocked = formula.value, (1 << formula.width) - 1, formula.is_clocked
    zero = dict.fromkeys(names, 0)
    cases = [
        f"while {name} is 1{' and the rest 0' if names[1:] else ''}, {value({**zero, name: 1})}"
        for name in names
    ]
    if not names[1:]:
        cases += [f"while it is {n}, {value({names[0]: n})}" for n in (2, 3)]
    idle = "every input" if names[1:] else names[0]
    takes = "loads" if is_clocked else "is"
    most = value(dict.fromkeys(names, top))
    code = formula.shifts.replace("_w", "")
    given = " and ".join(f"{name} = {top}" for name in names)
    time = "(t+1)" if is_clocked else "(t)"
    timed = text
    for name in names:
        timed = timed.replace(name, f"{name}(t)")
    after = " one edge later" if is_clocked else ""
    return (
        f"While {idle} is 0, `{out}` {takes} {value(zero)}; {'; '.join(cases)}; and in general "
        f"{text}, everything unsigned.",
        f"Unlike a general multiplier, this block has its factors fixed in the wiring, and unlike "
        f"a fixed-point one it does not round, wrap or clip: `{out}` {takes} {text} in full, and "
        f"its {wide} bits always suffice."
        + (" Between two active edges it does not move." if is_clocked else ""),
        f"With unsigned integers, {out}{time} = {timed}, a number from {value(zero)} to {most}, "
        f"for which {wide} bits are enough.",
        f"In C, with unsigned variables of at least {wide} bits, the line would be {out} = {code}, "
        f"{'run once per clock event' if is_clocked else 'run again and again'}. That is {text}.",
        f"`{out}` is {'a register of ' if is_clocked else ''}{wide} bits"
        f"{'' if is_clocked else ' wide'}, because its largest "
        f"value, reached{after} with {given}, is {most}. It depends on {formula.listed} by the "
        f"rule {text}, all unsigned.",
    )

"""Sums, differences and values that stop at limits, in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is computed, and where it stops."""

    kind: str
    """add, sub or clamp."""
    a: str
    b: str | None
    """None for clamp."""
    out: str
    flag: str | None
    width: int
    is_signed: bool
    low: int
    high: int

    @property
    def exact(self) -> str:
        """Write what is limited."""
        return f"{self.a} {'-' if self.kind == 'sub' else '+'} {self.b}" if self.b else self.a

    @property
    def inputs(self) -> str:
        """Name the inputs."""
        return f"`{self.a}` and `{self.b}`" if self.b else f"`{self.a}`"

    @property
    def number(self) -> str:
        """Name the kind of the numbers."""
        return "two's complement" if self.is_signed else "unsigned"

    def constant(self, value: int, width: int | None = None) -> str:
        """Write a number as a binary constant."""
        width = width or self.width
        return f"{width}'b{value % (1 << width):0{width}b}"

    def ways(self) -> tuple[bool, bool]:
        """Tell whether the value can be too small, and whether it can be too large."""
        is_wide = self.is_signed or self.b is None
        return is_wide or self.kind == "sub", is_wide or self.kind == "add"


def others(limits: Limits) -> tuple[str, ...]:
    """Say what goes out."""
    return (*_short(limits), *_rules(limits), *_sums(limits))


def _flagged(limits: Limits, text: str) -> str:
    return f" {text.format(f'`{limits.flag}`')}" if limits.flag else ""


def _short(limits: Limits) -> tuple[str, ...]:
    out, exact, width, low, high = (
        limits.out, limits.exact, limits.width, limits.low, limits.high
    )  # fmt: skip
    numbers = "two's complement numbers" if limits.is_signed else "unsigned numbers"
    name = {"add": "adder", "sub": "subtractor", "clamp": "clamp"}[limits.kind]
    kind = "Signed" if limits.is_signed else "Unsigned"
    order = f", {exact}" if limits.kind == "sub" else ""
    span = f", {low} to {high}" if limits.kind == "clamp" else ""
    flag = f", with overflow flag {limits.flag}" if limits.flag and limits.b else (
        f", with flag {limits.flag} for a value out of range" if limits.flag else ""
    )  # fmt: skip
    terse = f"{kind} {'saturating ' if limits.b else ''}{name}, {width} bits{order}{span}{flag}."
    question = (
        f"Which {name} for {width}-bit {numbers} never wraps around, but stays at the largest or "
        f"smallest number ({low} and {high} are the ends) where the true {exact} lies beyond it? "
        if limits.b
        else f"Which circuit keeps {width}-bit {numbers} between {low} and {high} by replacing a "
        f"number outside with the nearer end? "
    )
    mine = (
        f"My samples `{limits.a}` ({width} bits, {limits.number})"
        if limits.b is None
        else f"I have two {width}-bit {limits.number} values {limits.inputs} whose "
        f"{'sum' if limits.kind == 'add' else f'difference {exact}'}"
    )
    verb = "sometimes leave" if limits.b is None else "may leave"
    return (
        f"Drive `{out}` with {exact} > {high} ? {limits.constant(high)} : {exact} < {low} ? "
        f"{limits.constant(low)} : {exact}, where the arithmetic is {limits.number} and must not "
        f"lose a carry or sign."
        + _flagged(limits, "And {} is high unless the last branch is taken."),
        terse,
        f"{question}Build it, result on `{out}`."
        + _flagged(limits, "What does {} tell? A 1 says that the value was replaced, a 0 that "
                   "it was not."),
        f"{mine} {verb} the range {low} to {high}. I can't live with garbage there, so pin the "
        f"result on `{out}` to {high} at the top and to {low} at the bottom, and otherwise leave "
        f"it alone. No clock, please."
        + _flagged(limits, "Light {} (1) while it is being pinned, and only then."),
    )  # fmt: skip


def _rules(limits: Limits) -> tuple[str, ...]:
    out, exact, width, low, high = (
        limits.out, limits.exact, limits.width, limits.low, limits.high
    )  # fmt: skip
    can_fall, can_rise = limits.ways()
    shall = [f"`{out}` shall be {low} if the exact {exact} is below {low}"] * can_fall
    shall += [f"`{out}` shall be {high} if the exact {exact} is above {high}"] * can_rise
    cases = [f"when {exact} is smaller than {low}, it sticks at {low}"] * can_fall
    cases += [f"when it is larger than {high}, it sticks at {high}" if can_fall else
              f"when {exact} is larger than {high}, it sticks at {high}"] * can_rise  # fmt: skip
    sticks = "; ".join(cases)
    unlike = {"add": "an ordinary adder", "sub": "an ordinary subtractor",
              "clamp": "a mask, which cuts off bits"}[limits.kind]  # fmt: skip
    ends = " or ".join([f"{low} (at the lower limit)"] * can_fall
                       + [f"{high} (at the upper limit)"] * can_rise)  # fmt: skip
    passed = "one of these limits" if can_fall and can_rise else "that limit"
    reads = "is read" if limits.b is None else "are read"
    wraps = "discards what lies outside" if limits.b is None else "wraps around"
    return (
        f"{'. '.join(shall)}. In every other case `{out}` shall be {exact} itself. "
        f"{limits.inputs} must be taken as {limits.number}, {width} bits."
        + _flagged(limits, "{} must be asserted where a limit replaces the exact value, and "
                   "deasserted elsewhere."),
        f"As for `{out}`: {sticks}; unless {passed} is passed, it is {exact}. Here "
        f"{limits.inputs} {reads} as {limits.number}."
        + _flagged(limits, "While a limit is passed, {} is high."),
        f"Unlike {unlike}, this block never {wraps}: where {exact} does not fit between {low} and "
        f"{high}, `{out}` is {ends}; where it fits, nothing is altered. Numbers are "
        f"{limits.number}, {width} bits."
        + _flagged(limits, "It does not hide the change either: {} = 1 marks it, 0 means none."),
    )  # fmt: skip


def _sums(limits: Limits) -> tuple[str, ...]:
    out, exact, low, high = limits.out, limits.exact, limits.low, limits.high
    kinds = {"add": "sum", "sub": "difference", "clamp": "value"}
    can_fall, can_rise = limits.ways()
    test = " || ".join([f"v < {low}"] * can_fall + [f"v > {high}"] * can_rise)
    lines = " ".join([f"if (v < {low}) v = {low};"] * can_fall
                     + [f"if (v > {high}) v = {high};"] * can_rise)  # fmt: skip
    one = f"{low} <= n <= {high}"
    number = "signed" if limits.is_signed else "unsigned"
    if limits.kind == "add":
        given, found, true = f"{limits.a} = {limits.b} = {high}", high, 2 * high
    elif limits.kind == "sub":
        given, found, true = f"{limits.a} = {low} and {limits.b} = {high}", low, low - high
    else:
        given, found, true = f"{limits.a} = {high + 1}", high, high + 1
    given_true = f"the true {exact} would be {true}, and " if limits.b else ""
    return (
        f"Let n be the integer {exact}, formed without rounding or wrapping from {number} "
        f"operands. Then {out} = n if {one}, and otherwise it is the element of the set "
        f"{{{low}, {high}}} that lies nearest to n."
        + _flagged(limits, f"{{}} is 0 if {one}, else 1."),
        f"Think of C with a wide int: v = {exact}; "
        + (f"{limits.flag} = ({test}); " if limits.flag else "")
        + f"{lines} {out} = v; where the inputs were converted to int as {limits.number} numbers "
        f"of {limits.width} bits.",
        f"`{out}` is what remains of the {kinds[limits.kind]} after limiting. With {given}, "
        f"{given_true}`{out}` is {found}. As a rule it is the larger of "
        f"{low} and m, where m is the smaller of {high} and the true value; {limits.number} "
        f"numbers throughout."
        + _flagged(limits, "By the way, {} is set exactly if that differs from the true value."),
    )

"""Codes that set flags, in further words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """A code, and the flags that it sets."""

    code: str
    width: int
    values: Mapping[str, tuple[int, ...]]
    """Flag → codes for which it is 1."""
    other: str | None
    """A flag that is 1 for all codes that belong to no other flag."""

    def number(self, value: int, base: str) -> str:
        """Write a code: for C (c), for Verilog in binary (v), in binary (b) or in decimal (d)."""
        digits = (self.width + 3) // 4
        return {
            "c": f"0x{value:0{digits}x}", "v": f"{self.width}'b{value:0{self.width}b}",
            "b": f"{value:0{self.width}b}", "d": str(value),
        }[base]  # fmt: skip

    def listed(self, flag: str, base: str, between: str = " or ") -> str:
        """Write the codes of a flag."""
        return between.join(self.number(value, base) for value in self.values[flag])

    @property
    def ordered(self) -> list[tuple[int, str]]:
        """All codes with their flags, the largest first."""
        return sorted(((v, flag) for flag, some in self.values.items() for v in some), reverse=True)


def others(flags: Flags) -> tuple[str, ...]:
    """Tell flags in further words."""
    return (*_formulas(flags), *_plain(flags), *_reports(flags))


def _formulas(flags: Flags) -> tuple[str, ...]:
    """Tell it by equations, sets, a program and in short."""
    code, width, values, other = flags.code, flags.width, flags.values, flags.other
    zeros = ", ".join(
        f"{flag} = {' | '.join(f'~|({code} ^ {flags.number(v, chr(118))})' for v in some)}"
        for flag, some in values.items()
    )
    none = f", and {other} = ~({' | '.join(values)})" if other else ""
    sets = ", ".join(f"{flag} of {{{flags.listed(flag, chr(100), ', ')}}}" for flag in values)
    rest = ""
    if other:
        union = "the set" if len(values) == 1 else "the union of the sets"
        rest = f"; `{other}` is the one of the complement of {union}"
    cases = " ".join(
        f"{' '.join(f'case {flags.number(v, chr(99))}:' for v in some)} {flag} = 1; break;"
        for flag, some in values.items()
    )
    default = f" default: {other} = 1;" if other else ""
    clear = " = ".join([*values, *([other] if other else [])])
    brief = ", ".join(f"{flag} on {flags.listed(flag, 'c', '/')}" for flag in values)
    last = f", {other} on anything else" if other else ""
    return (
        (
            f"A word is equal to a constant if the NOR of their XOR is 1. In this manner drive "
            f"{zeros}{none}."
        ),
        (
            f"On the numbers from 0 to {(1 << width) - 1} that `{code}` can take, each output is "
            f"the indicator function (1 inside, 0 outside) of a set: {sets}{rest}."
        ),
        (
            f"As a program: {clear} = 0; switch ({code}) {{ {cases}{default} }} It runs again "
            f"whenever {code} changes, so that it is plain combinational logic."
        ),
        f"Recogniser for codes of {width} bits on {code}: {brief}{last}.",
    )


def _plain(flags: Flags) -> tuple[str, ...]:
    """Tell it by cases, by contrast, and from the outputs back."""
    code, values, other = flags.code, flags.values, flags.other
    known = flags.ordered
    listed = ", ".join(flags.number(value, "d") for value, _ in known)
    unless = f"Unless `{code}` is {listed.replace(', ', ' or ')} (decimal), "
    unless += f"only `{other}` is high" if other else "nothing is high"
    down = "; ".join(f"at {flags.number(value, 'd')} it is `{flag}`" for value, flag in known)
    each = ", ".join(f"`{flag}` for {flags.listed(flag, 'b')}" for flag in values)
    silent = f"make `{other}` 1 and leave the rest at 0" if other else "have no effect"
    most = f"Of the {1 << flags.width} values that `{code}` can have, "
    most += f"only {len(known)} mean something" if len(known) > 1 else "a single one matters"
    alone = "1 and the other outputs 0" if other or len(values) > 1 else "1"
    back = " ".join(
        f"`{flag}` is active exactly while `{code}` is {flags.listed(flag, 'c')}."
        for flag in values
    )
    value, flag = known[0]
    met = f"Where it is one of them, exactly one output is high: {down}"
    if len(known) == 1:
        met = f"When it is, `{flag}` is high" + (" in its place" if other else "")
    if other:
        back += f" `{other}` is asserted while all the others are not."
    return (
        f"{unless}. {met}.",
        (
            f"Unlike a full decoder, this circuit has no line for every code. {most}: (in binary) "
            f"{each}. The values without a meaning {silent}."
        ),
        f"{back} For example, {flags.number(value, 'c')} makes `{flag}` {alone}.",
    )


def _reports(flags: Flags) -> tuple[str, ...]:
    """Tell it as a question, a message and requirements."""
    code, values, other = flags.code, flags.values, flags.other
    asked = ", ".join(f"`{flag}` ({flags.listed(flag, 'd')})" for flag in values)
    told = ", and ".join(f"{flags.listed(flag, 'c')} should light up `{flag}`" for flag in values)
    shall = " ".join(
        f"`{flag}` shall be set if and only if `{code}` carries {flags.listed(flag, 'v')}."
        for flag in values
    )
    rest = f"`{other}` must be set on all codes that are not named here." if other else (
        "A code that is not named here must not set anything."
    )  # fmt: skip
    which = f"And the unlisted codes? They assert `{other}`." if other else (
        "And the unlisted codes? They assert nothing."
    )  # fmt: skip
    mine = f"For anything I have not mentioned I would like to see `{other}`." if other else (
        "Everything I have not mentioned should leave all of it dark."
    )  # fmt: skip
    some = "one code" if len(flags.ordered) == 1 else "a few codes"
    answer = "Which flag does a code assert? " if len(values) > 1 else "When is the flag asserted? "
    return (
        (
            f"{answer}Build the logic that answers for `{code}`. Behind each name stand its "
            f"decimal codes: {asked}. {which}"
        ),
        f"I am looking at a bus `{code}` and only care about {some}: {told}. {mine}",
        f"The circuit shall have no memory. {shall} {rest}",
    )

"""Operations on whole vectors in further words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.datagen.series import series

_COUNTED = {
    "&": ("n = {0}", "be 1 exactly if all bits of `{1}` are 1",
          "is 0 if any bit of {1} is 0, otherwise 1"),
    "|": ("n > 0", "be 1 as soon as `{1}` has a 1, else 0",
          "is 0 if no bit of {1} is 1, otherwise 1"),
    "^": ("n mod 2 = 1", "be 1 exactly if the number of ones in `{1}` is odd",
          "is 0 if the ones of {1} can be paired off, otherwise 1"),
    "~&": ("n < {0}", "be 1 as soon as `{1}` has a 0, else 0",
           "is 1 if any bit of {1} is 0, otherwise 0"),
    "~|": ("n = 0", "be 1 exactly if all bits of `{1}` are 0",
           "is 0 if any bit of {1} is 1, otherwise 1"),
    "~^": ("n mod 2 = 0", "be 1 exactly if the number of ones in `{1}` is even (0 is even)",
           "is 1 if the ones of {1} can be paired off, otherwise 0"),
}  # fmt: skip
_TRUTHS = {
    "||": ("1 if {0} + {1} > 0, else 0",
           "be 1 as soon as any bit of `{0}` or of `{1}` is 1, else 0",
           "is 0 if {0} and {1} are both zero, otherwise 1"),
    "&&": ("1 if {0} * {1} > 0, else 0", "be 1 exactly if `{0}` and `{1}` have at least one 1 each",
           "is 0 if {0} is zero or {1} is zero, otherwise 1"),
}  # fmt: skip
_PLACES = {
    "&": ("{0}_i * {1}_i", "have a 1 exactly where both `{0}` and `{1}` have one",
          "has a 0 at place i if {0}[i] is 0 or {1}[i] is 0, otherwise a 1"),
    "|": ("max({0}_i, {1}_i)", "have a 1 wherever `{0}` or `{1}` (or each of them) has one",
          "has a 1 at place i if {0}[i] is 1 or {1}[i] is 1 or both are, otherwise a 0"),
    "^": ("({0}_i + {1}_i) mod 2", "have a 1 exactly where `{0}` and `{1}` differ",
          "has a 0 at place i if {0}[i] equals {1}[i], otherwise a 1"),
    "& ~": ("{0}_i * (1 - {1}_i)", "be `{0}`, but with a 0 wherever `{1}` has a 1",
            "has a 0 at place i if {1}[i] is 1, otherwise {0}[i]"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What the descriptions need of one output."""

    out: str
    width: int
    expression: str
    longhand: str
    each: tuple[str, ...]
    """Statements in a loop over i, or none."""
    start: str
    value: int
    """Of the example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    formula: str
    shall: str
    case: str
    catchword: str
    is_by_place: bool = False
    """The formula is for bit i."""


def others(outputs: Sequence[Output], levels: dict[str, int], width: int) -> tuple[str, ...]:
    """Say the same in ten more ways; the levels of the inputs are those of an example."""
    told = [(one, _told(one.expression, width)) for one in outputs]
    names = [f"`{name}`" for name in levels]
    whole = series(names)
    return (
        *_formal(told, whole, width), *_spoken(told, whole, width), *_exact(told, whole, width),
        _example(told, levels, whole, width),
    )  # fmt: skip


def _told(code: str, width: int) -> _Told:
    """Recognize an expression."""
    if found := re.fullmatch(r"\((\w+) & (\w+)\) \| \(~\w+ & (\w+)\)", code):
        mask, b, a = found.groups()
        return _Told(
            formula=f"{mask}_i * {b}_i + (1 - {mask}_i) * {a}_i",
            is_by_place=True,
            shall=f"take a bit from `{b}` where `{mask}` has a 1, and from `{a}` where it has a 0",
            case=f"has {b}[i] at place i if {mask}[i] is 1, otherwise {a}[i]",
            catchword=f"{b} where {mask} is 1, {a} elsewhere, bit by bit",
        )
    if found := re.fullmatch(r"\{~(\w+), ~(\w+)\}", code):
        b, a = found.groups()
        full = f"(2^{width} - 1 - {{}})"
        return _Told(
            formula=f"2^{width} * {full.format(b)} + {full.format(a)}",
            shall=f"hold the inverse of `{b}` in its upper half, and the inverse of `{a}` in its "
            f"lower half",
            case=f"has the inverse of {a}[i] at place i if i is less than {width}, otherwise the "
            f"inverse of {b}[i - {width}]",
            catchword=f"{b} above {a}, everything inverted",
        )
    if code.startswith("!"):
        a = code[1:]
        return _Told(
            formula=f"1 if {a} = 0, else 0", shall=f"be 1 if `{a}` is zero, and 0 if it is not",
            case=f"is 0 if any bit of {a} is 1, otherwise 1", catchword=f"logical NOT of {a}",
        )  # fmt: skip
    if found := re.fullmatch(r"(~?[&|^])(\w+)", code):
        sign, word = found.groups()
        formula, shall, case = (text.format(width, word) for text in _COUNTED[sign])
        gate = {"&": "AND", "|": "OR", "^": "XOR", "~&": "NAND", "~|": "NOR", "~^": "XNOR"}[sign]
        return _Told(
            formula=f"1 if {formula}, else 0, n being the number of ones in {word}", shall=shall,
            case=case, catchword=f"{gate} of the bits of {word}",
        )  # fmt: skip
    return _pair(code)


def _pair(code: str) -> _Told:
    """Recognize an expression of two words."""
    found = re.fullmatch(r"(\w+) (\|\| |&& |& ~|[&|^] )(\w+)", code)
    if found is None:
        raise ValueError(code)
    a, sign, b = found[1], found[2].strip(), found[3]
    if sign in _TRUTHS:
        formula, shall, case = (text.format(a, b) for text in _TRUTHS[sign])
        gate = "OR" if sign == "||" else "AND"
        return _Told(
            formula=formula, shall=shall, case=case, catchword=f"logical {gate} of {a} and {b}"
        )
    formula, shall, case = (text.format(a, b) for text in _PLACES[sign])
    gate = {"&": "AND", "|": "OR", "^": "XOR", "& ~": ""}[sign]
    return _Told(
        formula=formula, is_by_place=True, shall=shall, case=case,
        catchword=f"{a} AND NOT {b}, bitwise" if "~" in sign else f"bitwise {gate} of {a} and {b}",
    )  # fmt: skip


def _formal(told: list[tuple[Output, _Told]], whole: str, width: int) -> tuple[str, ...]:
    """Write formulas, catchwords, and a loop."""
    codes = [
        f"{one.out} is driven with {one.longhand if n % 2 else one.expression}"
        for n, (one, _) in enumerate(told)
    ]
    words = ", ".join(f"{one.out} = {text.catchword}" for one, text in told)
    starts = " ".join(f"{one.out} = {one.start[-1]};" for one, _ in told if one.start)
    lines = " ".join(f"{line};" for one, _ in told for line in one.each)
    plain = " ".join(
        f"{one.out} = {one.expression.replace('&&', '!= 0 &&')} != 0;"
        for one, _ in told
        if not one.each
    )
    loop = f"for (i = 0; i < {width}; i++) {{ {lines} }}" if lines else ""
    program = " ".join(part for part in (starts, loop, plain) if part)
    return (
        f"Wires only: {'; '.join(codes)}. Operands are {width} bits wide.",
        f"Vector logic, {width} bits: {words}.",
        f"With words as arrays of bits, bit 0 first, the program would be `{program}`, repeated "
        f"on any change of {whole}.",
    )


def _spoken(told: list[tuple[Output, _Told]], whole: str, width: int) -> tuple[str, ...]:
    """Ask, chat, require and contrast."""
    wants = "; ".join(f"{one.out}, which has to {text.shall}" for one, text in told)
    chat = ", and ".join(f"`{one.out}` should {text.shall}" for one, text in told)
    shall = " ".join(f"The output {one.out} shall {text.shall}." for one, text in told)
    single = [one.out for one, _ in told if one.width == 1]
    words = [one.out for one, _ in told if one.width > 1]
    unlike = "Unlike an adder, this circuit passes no carry from one place to the next"
    if single and words:
        unlike = (
            "Unlike operations on whole numbers, some of these work place by place and pass "
            f"nothing on to a neighbour ({', '.join(words)}), while others boil everything down "
            f"to a single bit ({', '.join(single)})"
        )
    elif single:
        unlike = "Unlike a bitwise operation, which answers with a word, this answers with one bit"
        if len(single) > 1:
            unlike += " at a time"
    kinds = "; ".join(f"{one.out} must {text.shall}" for one, text in told)
    return (
        f"Which gates lie between {whole} of {width} bits and the following: {wants}? Write "
        f"them as one module.",
        f"Can you do me a bit of combinational glue? It works on {whole}, {width} bits"
        f"{' each' * (' and ' in whole)}: {chat}. No clock, no state.",
        f"The module shall react to {whole} ({width} bits) at once and without memory. {shall}",
        f"{unlike}: {kinds}.",
    )


def _exact(told: list[tuple[Output, _Told]], whole: str, width: int) -> tuple[str, ...]:
    """Go by cases, and write arithmetic."""
    cases = "; ".join(f"{one.out} {text.case}" for one, text in reversed(told))
    sums = "; ".join(f"{one.out}{'_i' * text.is_by_place} = {text.formula}" for one, text in told)
    return (
        f"By cases, for {whole} with {width} bits: {cases}.",
        f"In arithmetic, where w_i is bit i of a word w, i from 0 to {width - 1}, and words are "
        f"unsigned numbers: {sums}.",
    )


def _example(
    told: list[tuple[Output, _Told]], levels: dict[str, int], whole: str, width: int
) -> str:
    """Begin with the outputs of an example."""
    given = ", ".join(f"{name} = {value:0{width}b}" for name, value in levels.items())
    found = ", ".join(f"`{one.out}` is {one.value:0{one.width}b}" for one, _ in told)
    rules = "; ".join(f"{one.out} has to {text.shall}" for one, text in reversed(told))
    return (
        f"{found} (binary), if {given}. What holds for this example holds for all values of "
        f"{whole}: {rules}."
    )

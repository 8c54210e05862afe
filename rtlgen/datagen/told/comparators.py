"""Comparators in further words."""

from __future__ import annotations

from rtlgen.datagen.series import series

_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_FACTS = {
    "eq": "equals", "ne": "is unequal to", "lt": "is below", "le": "is at most",
    "gt": "is above", "ge": "is at least",
}  # fmt: skip
TRUE_RELATIONS = {"lt": "ne lt le", "eq": "eq le ge", "gt": "ne gt ge"}
"""Relations that hold when the first number is less, equal, or greater."""


def others(a: str, b: str, width: int, outs: dict[str, str], *, is_signed: bool) -> tuple[str, ...]:
    """Tell of a comparator: for each relation, minimum or maximum its port."""
    return (
        *_plain(a, b, width, outs, is_signed=is_signed),
        *_deeper(a, b, width, outs, is_signed=is_signed),
    )


def _plain(a: str, b: str, width: int, outs: dict[str, str], *, is_signed: bool) -> tuple[str, ...]:
    """Tell what the outputs mean."""
    number = "two's complement" if is_signed else "unsigned"
    code = series([f"`assign {p} = {_code(k, a, b)};`" for k, p in outs.items()])
    asked = " ".join(_asked(k, p, a, b) for k, p in outs.items())
    wish = series([
        f"`{p}` to go high as long as {a} {_FACTS[k]} {b}" if k in _SIGNS
        else f"the {'smaller' if k == 'min' else 'larger'} value on `{p}`"
        for k, p in outs.items()
    ])  # fmt: skip
    must = " ".join(
        f"`{p}` must be asserted if and only if `{a}` {_FACTS[k]} `{b}`." if k in _SIGNS
        else f"`{p}` must carry whichever of `{a}` and `{b}` is "
             f"{'nearer to minus' if k == 'min' else 'nearer to plus'} infinity."
        for k, p in outs.items()
    )  # fmt: skip
    warn = (
        "They are signed (two's complement), so 1 at the top means negative. "
        if is_signed
        else "There is no sign in them. "
    )
    return (
        f"{code} {'is' if len(outs) == 1 else 'are'} all that is needed, provided that `{a}` and "
        f"`{b}` have been declared {'signed' if is_signed else 'without `signed`'}.",
        f"{_title(a, b, width, outs, is_signed=is_signed)}.",
        f"{asked} Build the circuit that answers for {number} words of {width} bits.",
        f"I have two {width}-bit readings, {a} and {b}, to compare. {warn}Could you get me {wish}? "
        f"No clock, please.",
        f"The operands `{a}` and `{b}` shall be interpreted as {number} {width}-bit numbers. "
        f"{must}",
    )


def _deeper(
    a: str, b: str, width: int, outs: dict[str, str], *, is_signed: bool
) -> tuple[str, ...]:
    """Tell of cases, of arithmetic, and of the way to the result."""
    number = "two's complement" if is_signed else "unsigned"
    low, high = f"1{'0' * (width - 1)}", f"0{'1' * (width - 1)}"
    if not is_signed:
        low, high = "0" * width, "1" * width
    gt, eq, lt = (
        ", ".join(f"{p} = {_value(k, case, a, b)}" for k, p in outs.items())
        for case in ("gt", "eq", "lt")
    )
    bracket = "Here [...] is 1 if the statement in it holds and 0 if not." if (
        "min" not in outs and "max" not in outs
    ) else f"The result is written with {width} bits again."  # fmt: skip
    other = (
        f" The MSB is an exception, since it is a sign: if that is the place, {a} is smaller if it "
        f"has the 1."
        if is_signed
        else ""
    )
    kind = "signed" if is_signed else "unsigned"
    raised = series([
        f"`{p}` is raised when `{a}` {_FACTS[k]} `{b}` and lowered when not" if k in _SIGNS
        else f"`{p}` shows the {'bottom' if k == 'min' else 'top'} one of the two words"
        for k, p in outs.items()
    ])  # fmt: skip
    rules = series([
        f"set `{p}` if {a} {_FACTS[k]} {b} (else clear it)" if k in _SIGNS
        else f"pass the {'smaller' if k == 'min' else 'larger'} word on to `{p}`"
        for k, p in outs.items()
    ])  # fmt: skip
    meant = series([
        f"{p} depends on whether {a} {_FACTS[k]} {b} (1 if so, 0 if not)" if k in _SIGNS
        else f"{p} is a copy of the {'lesser' if k == 'min' else 'greater'} operand"
        for k, p in outs.items()
    ])  # fmt: skip
    return (
        f"While {a} is above {b}: {gt}. While both are the same: {eq}. In the remaining case: "
        f"{lt}. Words have {width} bits and are {number}.",
        f"Unlike a subtractor, this unit does not tell by how much two words differ. "
        f"{'The top bit counts as a sign' if is_signed else 'No bit counts as a sign'}, so among "
        f"the {width}-bit words {low} is the very lowest and {high} the very highest. On this "
        f"scale, {raised}.",
        f"Let A and B be the integers that {a} and {b} represent, {number} with {width} bits. Then "
        f"{_maths(outs)}. {bracket}",
        f"Scan both words from bit {width - 1} downwards and stop at the first place where they "
        f"disagree: {a} is larger if it has the 1 there, smaller if it has the 0.{other} Where no "
        f"such place exists, they are equal. With the "
        f"relation known, {rules}.",
        f"For the pair {a} = {low}, {b} = {high} the output is {_shown(outs, 'lt', low, high)}; "
        f"for {a} = {high}, {b} = {low} it is {_shown(outs, 'gt', high, low)}; for {a} = {b} = "
        f"{high} it is {_shown(outs, 'eq', high, high)}. The rule for all {kind} {width}-bit "
        f"operands is that {meant}.",
    )


def _maths(outs: dict[str, str]) -> str:
    sums = {"min": "(A + B - |A - B|) / 2", "max": "(A + B + |A - B|) / 2"}
    return ", ".join(
        f"{p} = [A - B {_SIGNS[k].replace('==', '=')} 0]" if k in _SIGNS else f"{p} = {sums[k]}"
        for k, p in outs.items()
    )


def _title(a: str, b: str, width: int, outs: dict[str, str], *, is_signed: bool) -> str:
    """Name the circuit, with no more than the names of its ports leave open."""
    kind = f"{'Signed' if is_signed else 'Unsigned'} {width}-bit"
    match [*outs]:
        case ["eq"]:
            return f"Equality comparator, {width} bits"
        case ["min"] | ["max"]:
            return f"{kind} {'minimum' if 'min' in outs else 'maximum'} of {a} and {b}"
        case ["min", "max"]:
            return f"{kind} min/max unit for {a} and {b}"
        case ["lt", "eq", "gt"]:
            return f"{kind} magnitude comparator, {a} against {b}"
    told = " and ".join(f"{p} for {a} {_SIGNS[k]} {b}" for k, p in outs.items())
    return f"{kind} comparator with {told}"


def _code(kind: str, a: str, b: str) -> str:
    if kind in _SIGNS:
        return f"{a} {_SIGNS[kind]} {b}"
    return f"({b} < {a}) ? {b} : {a}" if kind == "min" else f"({b} > {a}) ? {b} : {a}"


def _asked(kind: str, port: str, a: str, b: str) -> str:
    if kind == "min":
        return f"Which is the smaller one of `{a}` and `{b}`? It appears at `{port}`."
    if kind == "max":
        return f"Which is the larger one of `{a}` and `{b}`? It appears at `{port}`."
    question = {
        "eq": f"Are `{a}` and `{b}` the same?", "ne": f"Do `{a}` and `{b}` differ?",
        "lt": f"Is `{a}` below `{b}`?", "le": f"Is `{a}` at most as large as `{b}`?",
        "gt": f"Is `{a}` above `{b}`?", "ge": f"Is `{a}` at least as large as `{b}`?",
    }[kind]  # fmt: skip
    return f"{question} A 1 at `{port}` says yes, a 0 says no."


def _value(kind: str, case: str, a: str, b: str) -> str:
    if kind in _SIGNS:
        return str(int(kind in TRUE_RELATIONS[case].split()))
    is_first = case == "eq" or (kind == "min") == (case == "lt")
    return a if is_first else b


def _shown(outs: dict[str, str], case: str, one: str, other: str) -> str:
    return ", ".join(f"{p} = {_value(k, case, one, other)}" for k, p in outs.items())

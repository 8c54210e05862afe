"""Adders in further words."""

from __future__ import annotations

from rtlgen.datagen.series import series


def others(names: tuple[str, str, str], width: int, more: dict[str, str | None]) -> tuple[str, ...]:
    """Return ten texts.

    Args:
        names: Of both operands and of the sum.
        width: Of all three.
        more: Names of `in`, `out` (carries), `subtract` and `overflow`, as far as there are such.
    """
    if width == 1:
        return _bits(names, more["in"], more["out"] or "")
    return (*_words(names, width, more), *_words_at_length(names, width, more))


def _bits(names: tuple[str, str, str], cin: str | None, cout: str) -> tuple[str, ...]:
    a, b, total = names
    inputs = [a, b, *([cin] if cin else [])]
    kind, many = ("full", "three") if cin else ("half", "two")
    quoted = [f"`{name}`" for name in inputs]
    listed = series(quoted)
    xor, plus = " ^ ".join(inputs), " + ".join(inputs)
    carry = f"({a} & {b}) | ({cin} & ({a} ^ {b}))" if cin else f"{a} & {b}"
    second = "" if not cin else " A second such pair of gates then brings in the carry."
    three = "; three ones give 1 and 1" if cin else ""
    ways = (
        "a half adder has no carry in" if not cin else "a half adder would leave out the carry in"
    )
    odd, most = ("an odd number", "at least two") if cin else ("exactly one", "both")
    pairs = f"at least two of {listed} are" if cin else f"{listed} are both"
    return (
        f"The functions {xor} and {carry} appear at {total} and at {cout}.",
        f"{kind.capitalize()} adder.",
        f"Which circuit adds {many} single bits, {listed}, and has a sum bit `{total}` and a carry "
        f"bit `{cout}`? Build it.",
        f"I need the {kind} adder from the textbook, no clock. My bits are {listed}; put the sum "
        f"bit on `{total}` and the carry on `{cout}`.",
        f"`{total}` shall be high if and only if {odd} of {listed} is high. `{cout}` shall be "
        f"high if and only if {most} of them are high.",
        f"If none of {listed} is 1, `{total}` and `{cout}` are 0 and 0; one single 1 gives 1 and "
        f"0; two ones give 0 and 1{three}, in this order.",
        f"Unlike an OR, which is satisfied with one 1 or more, `{cout}` is 1 only when "
        f"{pairs} 1; "
        f"and `{total}`, unlike an OR too, falls back to 0 at an even number of ones. Note that "
        f"{ways}.",
        f"The outputs satisfy 2*{cout} + {total} = {plus}, where + is the sum of integers and all "
        "variables are 0 or 1.",
        f"As in C: int n = {plus}; {total} = n % 2; {cout} = n / 2; computed without a clock.",
        f"`{total}` and `{cout}` are the two digits of a binary number, {cout} the left one, that "
        f"counts the ones among {listed}. In gates, {a} ^ {b} and {a} & {b} are the beginning."
        f"{second}",
    )


def _words(names: tuple[str, str, str], width: int, more: dict[str, str | None]) -> tuple[str, ...]:
    (a, b, total), limit, top = names, 1 << width, width - 1
    cin, cout, sub, over = more["in"], more["out"], more["subtract"], more["overflow"]
    plus = f"{a} + {b}" + (f" + {cin}" if cin else "")
    formula = f"{sub} ? {a} + ~{b} + 1 : {plus}" if sub else plus
    other = f"({b}[{top}] ^ {sub})" if sub else f"{b}[{top}]"
    sign = (
        f", and {over} with ({a}[{top}] ~^ {other}) & ({a}[{top}] ^ {total}[{top}])" if over else ""
    )
    target = f"{{{cout}, {total}}}" if cout else total
    parts = [
        *(["carry in"] if cin else []), *(["carry out"] if cout else []),
        *(["overflow output for two's complement"] if over else []),
    ]  # fmt: skip
    title = ("ripple-carry adder", "binary adder", "adder")[(len(a) + len(total)) % 3]
    title = f"adder-subtractor ({sub} = 1: {a} - {b}, {sub} = 0: {a} + {b})" if sub else title
    brief = f"{'An' if width == 8 else 'A'} {width}-bit {title}" + (
        f" with {' and '.join(parts)}" if parts else ""
    )
    also = f" and the carry `{cin}`" if cin else ""
    job = f"puts the sum of `{a}`{',' if cin else ' and'} `{b}`{also} on `{total}`"
    if sub:
        job = f"puts the sum of `{a}` and `{b}` on `{total}`, or `{a}` minus `{b}` if `{sub}` is 1"
    end = f"`{cout}` takes the carry of the top bit" if cout else (
        f"whatever does not fit into {width} bits is lost"
    )  # fmt: skip
    warns = "" if not over else (
        f" `{over}` is 1 if the result, signed, is out of the range of {width} bits."
    )  # fmt: skip
    mine = f"`{a}` plus `{b}`" + (f" plus the incoming carry `{cin}`" if cin else "")
    mine += f", or, with `{sub}` up, `{a}` take away `{b}`" if sub else ""
    shall = f"The value of {plus} shall be formed"
    if sub:
        shall = f"The value of {a} - {b} shall be formed if {sub} is high, and of {plus} if it is "
        shall += "low"
    kept = f"its {width} low bits must appear on `{total}`"
    kept += f" and bit {width} of it on `{cout}`" if cout else "; higher bits must be dropped"
    flagged = "" if not over else (
        f" `{over}` must be high whenever the exact signed value is below {-limit // 2} or above "
        f"{limit // 2 - 1}, and must be low otherwise."
    )  # fmt: skip
    return (
        f"Drive {target} with {formula}{sign}.",
        f"{brief}.",
        f"Which combinational circuit {job}, where {end}?{warns} Build it for {width} bits.",
        f"I need {mine}, all in {width} bits and without a clock. The answer goes to `{total}`; "
        f"{end}.{warns}",
        f"{shall}; {kept}.{flagged}",
    )


def _words_at_length(
    names: tuple[str, str, str], width: int, more: dict[str, str | None]
) -> tuple[str, ...]:
    (a, b, total), limit, top = names, 1 << width, width - 1
    cin, cout, sub, over = more["in"], more["out"], more["subtract"], more["overflow"]
    plus = f"{a} + {b}" + (f" + {cin}" if cin else "")
    cases = f"If {plus} is {limit} or more, `{total}` is that minus {limit}"
    cases += f" and `{cout}` is 1" if cout else ""
    cases += f"; if it is at most {limit - 1}, `{total}` is the value itself"
    cases += f" and `{cout}` is 0" if cout else ""
    if sub:
        cases = (
            f"While `{sub}` is 1: if `{a}` is less than `{b}`, `{total}` is {a} - {b} + {limit}, "
            f"otherwise {a} - {b}. While `{sub}` is 0: {cases[0].lower()}{cases[1:]}"
        )
    signs = "" if not over else (
        f" If both operands have the same sign and `{total}` has the other one, `{over}` is 1; in "
        f"all other cases it is 0."
    )  # fmt: skip
    if over and sub:
        signs = (
            f" `{over}` is 1 if {total}[{top}] differs from {a}[{top}], provided that {a}[{top}] "
            f"and {b}[{top}] are equal while `{sub}` is 0, or unequal while it is 1; in all other "
            f"cases `{over}` is 0."
        )
    modulo = f"{limit}*{cout} + {total} = {plus}" if cout else f"{total} = ({plus}) mod {limit}"
    if sub:
        modulo = f"{total} = ({a} + (-1)^{sub} * {b}) mod {limit}"
    given = f", with {a}, {b} and {total} in the range from 0 to {limit - 1}"
    true = f"val({a}) + (-1)^{sub} * val({b})" if sub else f"val({a}) + val({b})"
    out_of = "" if not over else (
        f". Let val(n) be n if n < {limit // 2}, and n - {limit} if not: {over} = 1 if and only if "
        f"{true} is not val({total})"
    )  # fmt: skip
    third = f"p[i] = {b}[i] ^ {sub}; " if sub else ""
    p = "p[i]" if sub else f"{b}[i]"
    code = (
        f"c = {cin or sub or '0'}; for (i = 0; i < {width}; i++) {{ {third}{total}[i] = {a}[i] ^ "
        f"{p} ^ c; {'before = c; ' if over else ''}c = ({a}[i] & {p}) | ({a}[i] & c) | ({p} & c); "
        f"}}"
    )
    code += f" {cout} = c;" if cout else ""
    code += f" {over} = c ^ before;" if over else ""
    signed = "" if not over else (
        f" The only trace of a wrong sign is `{over}`, which is 1 when the result as a two's "
        f"complement number is not the true one, and else 0."
    )  # fmt: skip
    action = f"{total} is the {'sum or the difference' if sub else 'sum'}"
    which = f" (`{sub}` = 1 selects {a} - {b}, `{sub}` = 0 selects {a} + {b})" if sub else ""
    into = f" `{cin}` goes in at the lowest place." if cin else ""
    lost = f"goes to `{cout}`" if cout else "goes nowhere"
    return (
        f"{cases}. Operands count as unsigned here.{signs}",
        f"Nothing is stored and nothing saturates: {action}{which} of {width}-bit numbers, which "
        f"rolls over past {limit - 1}{' or below 0' if sub else ''}.{into} A carry out of bit "
        f"{top} {lost}.{signed}",
        f"The equation {modulo} holds{given}{out_of}.",
        f"Think of this loop, unrolled into gates: {code} Here c is one bit.",
        _backwards(names, width, more),
    )


def _backwards(names: tuple[str, str, str], width: int, more: dict[str, str | None]) -> str:
    (a, b, total), limit = names, 1 << width
    cin, cout, sub, over = more["in"], more["out"], more["subtract"], more["overflow"]
    outs = [f"`{name}`" for name in (total, cout, over) if name]
    listed = " and ".join(outs)
    plus = f"{a} + {b}" + (f" + {cin}" if cin else "")
    what = f"`{total}` is the low {width} bits of {plus}"
    if sub:
        what = f"`{total}` is the low {width} bits of {plus} ({sub} = 0) or {a} - {b} ({sub} = 1)"
    what += f", `{cout}` the carry that leaves them" if cout else ""
    what += (
        f", `{over}` tells (by 1) that this is wrong for operands in two's complement" if over
        else ""
    )  # fmt: skip
    one, two, bit = limit - 2, 3, 1 if cin else 0
    if over:
        one, two = limit // 2 - 1, 1
    result = one + two + bit
    given = f"{a} = {one}, {b} = {two}" + (f", {cin} = 1" if cin else "")
    given += f", {sub} = 0" if sub else ""
    found = f"{total} = {result % limit}"
    found += f", {cout} = {result // limit}" if cout else ""
    found += f", {over} = 1" if over else ""
    return (
        f"The output{'s' if len(outs) > 1 else ''} {listed} follow{'' if len(outs) > 1 else 's'} "
        f"the inputs at once: {what}. So {given} must lead to {found}."
    )

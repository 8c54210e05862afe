"""Conditions on a few bits in further words."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.conditions import Condition
from rtlgen.datagen.series import series

Chosen = Sequence[tuple[str, Condition]]
"""Outputs with what they tell."""


def others(names: Sequence[str], chosen: Chosen) -> tuple[str, ...]:
    """Describe conditions on bits."""
    return (*_in_formulas(names, chosen), *_in_words(names, chosen))


def _in_formulas(names: Sequence[str], chosen: Chosen) -> tuple[str, ...]:
    many, joined, total = len(names), ", ".join(names), " + ".join(names)
    others_or = " || ".join(names[1:])
    rest = f"max({', '.join(names[1:])})" if many > 2 else names[1]
    alone = f"!({others_or})" if many > 2 else f"!{names[1]}"
    some = f"({others_or})" if many > 2 else names[1]
    first, second, third = (*names, "", "")[:3]
    plain = {
        "only": (f"{first} * (1 - {rest})", f"{first} && {alone}"),
        "guarded": (f"{first} * {rest}", f"{first} && {some}"),
        "odd_out": (
            f"|{first} - {second}| * |{first} - {third}|",
            f"{second} == {third} && {first} != {second}",
        ),
    }
    drives, maths, codes = [], [], []
    for out, one in chosen:
        if one.counted:
            counts = [n for n in range(many + 1) if one.holds([1] * n + [0] * (many - n))]
            maths.append(f"{out} = 1 exactly for N in {{{', '.join(map(str, counts))}}}")
        else:
            maths.append(f"{out} = {plain[one.stem][0]}")
        test = one.counted or plain[one.stem][1]
        drives.append(f"`{out}` with ({test.replace('count', f'({total})')})")
        codes.append(f"{out} = {test.replace('count', 'n')};")
    is_counted = any(one.counted for _, one in chosen)
    plus = "; a + adds the bits as numbers, without loss of a carry" if is_counted else ""
    let = f"Let N = {total}, an integer from 0 to {many}. Then"
    let = let if is_counted else "For numbers that are 0 or 1,"
    head = f"int n = {total}; " if is_counted else ""
    return (
        f"Drive {' and '.join(drives)}{plus}.",
        f"{let} {'; '.join(maths)}.",
        (
            f"As a piece of C: `{head}{' '.join(codes)}` with 1 for true and 0 for false, "
            f"evaluated all the time."
        ),
        f"Combinational, {many} inputs ({joined}): {_terse(names, chosen)}.",
        f"{_cases(names, chosen)}.",
    )


def _in_words(names: Sequence[str], chosen: Chosen) -> tuple[str, ...]:
    many, joined = len(names), ", ".join(names)
    outs = [f"`{out}`" for out, _ in chosen]
    both = series(outs)

    def told(form: str, number: int, between: str = " ") -> str:
        return between.join(
            form.format(out=f"`{out}`", condition=one.words[number % len(one.words)])
            for out, one in chosen
        )

    zeros = " ".join(
        f"`{out}` is kept low by {', '.join(_rows(names, one, 0))}." for out, one in chosen
    )
    at = [
        " and ".join(f"{out} = {int(one.holds([level] * many))}" for out, one in chosen)
        for level in (1, 0)
    ]
    asked = told("whether {condition}", 1, ", and ")
    where = f"at {both}" + (", in this order" if len(outs) > 1 else "")
    return (
        (f"Which gates find out {asked}? Build them, with 1 for yes {where}, from the bits "
        f"{joined}."),
        (f"I have {many} wires, {joined}, and would like to know something about them right away. "
        f"{told('Please raise {out} when {condition}, else pull it down.', 0)} I need no clock."),
        told(
            "`{out}` shall be asserted if {condition}; `{out}` must be deasserted if that is not "
            "so.".replace("`", ""), 2,
        )
        + " The logic shall contain no storage.",
        (f"This is told by what does not raise an output. Write {{{joined}}} as a binary word. "
        f"{zeros} Any word that is missing from the list of an output makes it high."),
        (f"{both} depend{'s' if len(outs) == 1 else ''} on {joined} of this very moment. When all "
        f"of these are 1, {at[0]}; when all of them are 0, {at[1]}. The rule behind it: "
        f"{told('{out} is active just if {condition}', 0, '; ')}."),
    )  # fmt: skip


def _rows(names: Sequence[str], one: Condition, level: int) -> list[str]:
    texts = (f"{row:0{len(names)}b}" for row in range(1 << len(names)))
    return [text for text in texts if one.holds([int(digit) for digit in text]) == bool(level)]


def _cases(names: Sequence[str], chosen: Chosen) -> str:
    """Group the words by what they give, the largest group last."""
    groups: dict[str, list[str]] = {}
    for row in range(1 << len(names)):
        text = f"{row:0{len(names)}b}"
        bits = [int(digit) for digit in text]
        values = " and ".join(f"{out} = {int(one.holds(bits))}" for out, one in chosen)
        groups.setdefault(values, []).append(text)
    ordered = sorted(groups.items(), key=lambda group: len(group[1]))
    told = [f"if {{{', '.join(names)}}} is {' or '.join(at)}, then {v}" for v, at in ordered[:-1]]
    return f"{'; '.join(told)}; otherwise {ordered[-1][0]}".replace("if", "If", 1)


def _terse(names: Sequence[str], chosen: Chosen) -> str:
    first, rest = names[0], f"({' OR '.join(names[1:])})" if len(names) > 2 else names[1]
    known = {
        "all": "AND of them all", "any": "OR of them all", "zeros": "NOR of them all",
        "same": "all equal", "differ": "not all equal", "odd": "XOR of them all (odd parity)",
        "even": "even number of ones", "only": f"{first} AND NOT {rest}",
        "guarded": f"{first} AND {rest}", "maj": "majority",
        "odd_out": f"{' equals '.join(names[1:])}, {first} differs",
    }  # fmt: skip
    counted = {"just": "exactly", "min": "at least", "max": "at most"}
    texts = []
    for out, one in chosen:
        kind, few = one.stem.rstrip("0123456789"), one.stem.lstrip("abcdefghijklmnopqrstuvwxyz_")
        ones = f"{few} one{'s' if few != '1' else ''}"
        texts.append(f"{out} = {known.get(one.stem) or f'{counted[kind]} {ones}'}")
    return "; ".join(texts)

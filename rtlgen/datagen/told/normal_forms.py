"""Sums of products and products of sums in further words."""

from __future__ import annotations

from collections.abc import Sequence

Literal = tuple[str, bool]


def others(
    groups: Sequence[Sequence[Literal]], names: Sequence[str], ones: Sequence[int], out: str, *,
    is_product: bool,
) -> tuple[str, ...]:  # fmt: skip
    """Say what a form computes.

    Args:
        groups: Inputs of each inner gate, and whether they count as they are.
        names: All inputs, the most significant first.
        ones: Rows of the truth table with a 1.
        out: Name of the output.
        is_product: The outer gate is an AND.
    """
    return (
        *_formulas(groups, names, out, is_product=is_product),
        *_cases(groups, out, is_product=is_product),
        *_tables(names, ones, out),
    )


def _either(texts: Sequence[str], word: str) -> str:
    return f" {word} ".join([", ".join(texts[:-1]), texts[-1]] if texts[1:] else texts)


def _formulas(
    groups: Sequence[Sequence[Literal]], names: Sequence[str], out: str, *, is_product: bool
) -> tuple[str, ...]:
    inner, outer = ("|", "&") if is_product else ("&", "|")
    bits = [[name if plain else f"~{name}" for name, plain in group] for group in groups]
    parts = [f" {inner} ".join(group) for group in bits]
    parts = [f"({part})" if inner in part and parts[1:] else part for part in parts]
    code = f" {outer} ".join(parts)
    gate, last = ("an OR gate", "an AND gate") if is_product else ("an AND gate", "an OR gate")
    wires = [f"t{n} = {f' {inner} '.join(group)}" for n, group in enumerate(bits)]
    joined = f" {outer} ".join(f"t{n}" for n in range(len(wires)))
    form = "Product of sums" if is_product else "Sum of products"
    carrier = (
        f"Drive `{out}` with {code}.",
        f"The value of {code} appears at `{out}`.",
        f"`{out}` is continuously assigned {code}.",
    )[len(groups) % 3]
    short = [
        (", " if is_product else " ").join(name if plain else f"/{name}" for name, plain in group)
        for group in groups
    ]
    listed = _either([f"{{{text}}}" for text in short], "and")
    tested = [
        (" || " if is_product else " && ").join(
            f"{name} == {int(plain)}" for name, plain in group
        )
        for group in groups
    ]  # fmt: skip
    tests = [f"({test})" if tested[1:] and " " in test[6:] else test for test in tested]
    test = (" && " if is_product else " || ").join(tests)
    clause = "clause" if is_product else "cube"
    return (
        carrier,
        f"{form}, {len(names)} inputs: {', '.join(wires)}, {out} = {joined}."
        if len(wires) > 1
        else f"{form} of one {clause}: {out} = {code}.",
        f"As in C: {out} = ({test}) ? 1 : 0, for bits that are 0 or 1.",
        f"`{out}` is the output of {gate} whose inputs, with a slash for an inverter, are {listed}."
        if len(groups) == 1
        else f"`{out}` is the output of {last}, and one level before it there is {gate} for each "
        f"group: {listed}. A slash stands for an inverter; a group of one input needs no gate.",
    )


def _cases(groups: Sequence[Sequence[Literal]], out: str, *, is_product: bool) -> tuple[str, ...]:
    word, other = ("or", "and") if is_product else ("and", "or")
    met = [
        _either([f"{name} = {int(plain)}" for name, plain in group], word) for group in groups
    ]  # fmt: skip
    bracketed = [f"({text})" if met[1:] and " = " in text[4:] else text for text in met]
    turns = [
        _either([f"{name} {'high' if plain != is_product else 'low'}" for name, plain in group],
                "and")
        for group in groups
    ]  # fmt: skip
    events = _either([f"({text})" for text in turns] if turns[1:] else turns, "or")
    idle, active = (1, 0) if is_product else (0, 1)
    switch = ("on", "off") if is_product else ("off", "on")
    few = (
        "the following holds"
        if not groups[1:]
        else "all of the following hold"
        if is_product
        else "at least one of the following holds"
    )
    return (
        f"Which function is true when {_either(bracketed, other)}, and false in all cases besides? "
        f"Build it with the output `{out}`.",
        f"I want `{out}` to be {switch[0]} ({idle}) by default, please. What turns it {switch[1]} "
        f"({active}) is {events}. That is a plain gate function of my inputs, no memory.",
        f"`{out}` shall be asserted if and only if {few}: {'; '.join(met)}.",
        f"Unless the inputs meet {events}, `{out}` stays at {idle}. Nothing else ever makes it "
        f"{active}.",
    )


def _tables(names: Sequence[str], ones: Sequence[int], out: str) -> tuple[str, ...]:
    count = len(names)
    tuples = ", ".join(f"({', '.join(f'{row:0{count}b}')})" for row in ones)
    digits = "".join(str(int(row in ones)) for row in reversed(range(1 << count)))
    weights = " + ".join(
        f"{1 << count - 1 - n}*{name}" if n < count - 1 else name for n, name in enumerate(names)
    )
    return (
        f"Let S be the set of tuples ({', '.join(names)}) given by {{{tuples}}}. Then `{out}` is "
        f"1 on S and 0 outside it.",
        f"`{out}` is found by looking up index {weights} in the constant {1 << count}'b{digits}, "
        f"whose bit 0 is the rightmost one.",
    )

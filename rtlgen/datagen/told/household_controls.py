"""Small controls of daily life in further words."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.logic import Term, leaves, ones, verilog

Row = tuple[str, Term, str]
"""Output, function, and when it is on, in words."""
_UPPER = {"and": " AND ", "or": " OR ", "xor": " XOR ", "not": "NOT "}
_LOWER = {"and": " and ", "or": " or ", "xor": " != ", "not": "not "}


def others(title: str, meanings: dict[str, str], rows: Sequence[Row]) -> tuple[str, ...]:
    """Say in further words which device runs under which conditions."""
    meant = _listed([f"`{name}` = 1 {text}" for name, text in meanings.items()])
    purpose = f"{title[0].lower()}{title[1:]}"
    drive = _listed([f"drive `{out}` with the expression {verilog(term)}" for out, term, _ in rows])
    short = "; ".join(f"{out} is {_written(term, _UPPER)}" for out, term, _ in rows)
    asked = " ".join(f"When is `{out}` 1? It is 1 {words}." for out, _, words in rows)
    wishes = _listed([f"`{out}` to come on {words}" for out, _, words in rows], between="; ")
    shall = " ".join(
        f"The controller shall raise `{out}` {words}, and must not raise it otherwise."
        for out, _, words in rows
    )
    back = " ".join(
        f"`{out}` depends on {_listed([f'`{name}`' for name in meanings if name in leaves(term)])} "
        f"and on nothing else: it is high {words}, and low if not."
        for out, term, words in reversed(rows)
    )
    return (
        (
            f"{drive[0].upper()}{drive[1:]}. That is all there is to this piece of logic "
            f"({purpose}); a 1 on an input reads as follows: {meant}."
        ),
        f"{title}, combinational: {short}.",
        (
            f"{asked} Write the circuit that gives these answers; what is not 1 is 0. It serves "
            f"this purpose: {purpose}."
        ),
        (
            f"I am putting something together ({purpose}) and could use some help. I want "
            f"{wishes}. Apart from that, everything should be off. In case it helps: {meant}."
        ),
        f"{shall} It shall have no memory. For the inputs, {meant}.",
        f"Seen from the outputs ({purpose}): {back}",
        *_tables(purpose, list(meanings), rows),
    )


def _listed(parts: Sequence[str], between: str = ", ") -> str:
    if len(parts) == 1:
        return parts[0]
    return f"{between.join(parts[:-1])}{between.rstrip(', ')} and {parts[-1]}"


def _written(term: Term, signs: dict[str, str], *, is_inner: bool = False) -> str:
    """Write a function with words for the operators."""
    if isinstance(term, str):
        return term
    if term.kind == "not":
        return f"{signs['not']}{_written(term.parts[0], signs, is_inner=True)}"
    kind = {"nand": "and", "nor": "or", "xnor": "xor"}.get(term.kind, term.kind)
    text = signs[kind].join(_written(part, signs, is_inner=True) for part in term.parts)
    if kind != term.kind:
        return f"{signs['not']}({text})"
    return f"({text})" if is_inner else text


def _tables(purpose: str, names: list[str], rows: Sequence[Row]) -> tuple[str, ...]:
    """Say it by the codes of the inputs, as sums and as a program."""
    order, count = ", ".join(names), len(names)
    found = {out: ones(term, names) for out, term, _ in rows}
    weights = ", ".join(f"{name} for {1 << count - 1 - at}" for at, name in enumerate(names))
    sums = "; ".join(f"{out} = Σm({', '.join(map(str, on))})" for out, on in found.items())
    never = " ".join(
        f"`{out}` must not be 1 for {_codes(set(range(1 << count)) - set(on), count)}."
        for out, on in found.items()
    )
    halves = " ".join(_half(found, names, level) for level in (1, 0))
    code = " ".join(f"{out} = {_written(term, _LOWER)};" for out, term, _ in rows)
    sample = (0b1011 if count == 4 else 0b101, (1 << count) - 1)
    shown = "; ".join(
        f"{order} = {number:0{count}b} gives "
        + _listed([f"{out} = {int(number in on)}" for out, on in found.items()])
        for number in sample
    )
    return (
        f"Cases for this control ({purpose}), first by `{names[0]}`. {halves}",
        (
            f"What never happens is easier to say here. Write the levels of {order} side by side. "
            f"{never} For every other code the output in question is 1."
        ),
        (
            f"As sums of minterms, where a 1 on an input counts {weights}: {sums}. All other "
            f"minterms give 0. Purpose: {purpose}."
        ),
        (
            "Think of the ports as variables that are true or false. A loop without end would do: "
            f"{code} The circuit does the same without any clock. As a check, {shown}."
        ),
    )


def _codes(numbers: set[int], width: int) -> str:
    return ", ".join(f"{number:0{width}b}" for number in sorted(numbers))


def _half(found: dict[str, list[int]], names: list[str], level: int) -> str:
    """Say which outputs are 1 while the first input has a level."""
    size = len(names) - 1
    parts = []
    for out, on in found.items():
        rest = {number & (1 << size) - 1 for number in on if number >> size == level}
        if len(rest) in (0, 1 << size):
            parts.append(f"`{out}` is {int(bool(rest))} throughout")
        else:
            parts.append(f"`{out}` is 1 for {_codes(rest, size)} and otherwise 0")
    read = ", ".join(names[1:])
    return f"While it is {level}, going by the levels of {read} in this order, {'; '.join(parts)}."

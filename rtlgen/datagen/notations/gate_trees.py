"""Trees of gates as lists, for a stack, in numbers, between brackets and in quantors."""

from __future__ import annotations

from rtlgen.datagen.logic import Term

_PLAIN = {"nand": "and", "nor": "or", "xnor": "xor"}
_QUANTORS = {
    "and": "each of", "nand": "not each of", "or": "some of", "nor": "none of",
    "xor": "one but not both of", "xnor": "both or none of",
}  # fmt: skip


def phrase(term: Term) -> str:
    """Write a condition with quantors before lists."""
    if isinstance(term, str):
        return f"{term} high"
    if term.kind == "not":
        part = term.parts[0]
        return f"{part} low" if isinstance(part, str) else f"not so: ({phrase(part)})"
    return f"{_QUANTORS[term.kind]} [{', '.join(phrase(part) for part in term.parts)}]"


def prefix(term: Term) -> str:
    """Write nested lists that begin with the gate."""
    if isinstance(term, str):
        return term
    return f"({term.kind} {' '.join(prefix(part) for part in term.parts)})"


def postfix(term: Term) -> str:
    """Write operators of two inputs, and `not`, behind what they work on."""
    if isinstance(term, str):
        return term
    parts = [postfix(part) for part in term.parts]
    if term.kind == "not":
        return f"{parts[0]} not"
    plain = _PLAIN.get(term.kind)
    joined = parts[0] + "".join(f" {part} {plain or term.kind}" for part in parts[1:])
    return f"{joined} not" if plain else joined


def number(term: Term) -> str:
    """Compute with integers: minimum, maximum, distance, and the difference from 1."""
    if isinstance(term, str):
        return term
    parts = [number(part) for part in term.parts]
    if term.kind == "not":
        return f"1 - {_bracketed(parts[0])}"
    if term.kind in ("xor", "xnor"):
        text = f"abs({_bracketed(parts[0])} - {_bracketed(parts[1])})"
    else:
        text = f"{'min' if term.kind in ('and', 'nand') else 'max'}({', '.join(parts)})"
    return f"1 - {text}" if term.kind in _PLAIN else text


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("1 - ") else text


def between(term: Term, signs: tuple[str, str, str, str]) -> str:
    """Write operators between bracketed parts; the signs are: and, or, exclusive or, not."""
    if isinstance(term, str):
        return term
    parts = [part if isinstance(part, str) else f"({between(part, signs)})" for part in term.parts]
    conjunction, disjunction, exclusive, inverse = signs
    if term.kind == "not":
        return f"{inverse}{parts[0]}"
    sign = {"a": conjunction, "o": disjunction, "x": exclusive}
    plain = _PLAIN.get(term.kind)
    text = f" {sign[(plain or term.kind)[0]]} ".join(parts)
    return f"{inverse}({text})" if plain else text

"""Further notations for trees of gates: words between names, sums modulo 2, cases of one input."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.logic import Gate, Term, leaves, ones

_PLAIN = {"nand": "and", "nor": "or", "xnor": "xor"}
_INVERSES = {**_PLAIN, **{plain: inverse for inverse, plain in _PLAIN.items()}}
_AND, _OR, _XOR = ("and", "nand"), ("or", "nor"), ("xor", "xnor")


def infix(term: Term) -> str:
    """Write operators as words between the names: `(a NAND b) XOR (NOT c)`."""
    if isinstance(term, str):
        return term
    parts = [part if isinstance(part, str) else f"({infix(part)})" for part in term.parts]
    if term.kind == "not":
        return f"NOT {parts[0]}"
    if term.kind in ("nand", "nor") and len(parts) > 2:
        return f"NOT ({f' {term.kind[1:].upper()} '.join(parts)})"
    return f" {term.kind.upper()} ".join(parts)


def fixed(term: Term, name: str, value: int) -> Term | int:
    """Return what is left of a tree when an input has a value; a number if nothing is."""
    if isinstance(term, str):
        return value if term == name else term
    parts = [fixed(part, name, value) for part in term.parts]
    is_inverted = term.kind in ("not", "nand", "nor", "xnor")
    if term.kind in _XOR:
        is_inverted ^= sum(part for part in parts if isinstance(part, int)) % 2 == 1
    else:
        decisive = int(term.kind in _OR)
        if term.kind in (*_AND, *_OR) and decisive in parts:
            return decisive ^ is_inverted
    rest = [part for part in parts if not isinstance(part, int)]
    if term.kind not in _XOR:
        rest = list(dict.fromkeys(rest))
    if not rest:
        known = [part for part in parts if isinstance(part, int)]
        return (known[0] if term.kind not in _XOR else 0) ^ is_inverted
    if len(rest) == 1:
        return _inverse(rest[0]) if is_inverted else rest[0]
    plain = _PLAIN.get(term.kind, term.kind)
    gate = Gate(plain, tuple(rest))
    names = sorted(leaves(gate))
    count = len(ones(gate, names))
    if count in (0, 1 << len(names)):
        return int(count > 0) ^ is_inverted
    return _inverse(gate) if is_inverted else gate


def _inverse(term: Term) -> Term:
    if isinstance(term, Gate):
        if term.kind == "not":
            return term.parts[0]
        return Gate(_INVERSES[term.kind], term.parts)
    return Gate("not", (term,))


def modulo_2(term: Term, names: Sequence[str], sign: str = "·") -> str:
    """Write a sum modulo 2 of products of plain inputs: `1 + a + a·b`."""
    count = len(names)
    bits = [int(row in ones(term, names)) for row in range(1 << count)]
    for place in range(count):
        for row in range(1 << count):
            if row >> place & 1:
                bits[row] ^= bits[row ^ 1 << place]
    products = [
        sign.join(n for k, n in enumerate(names) if row >> count - 1 - k & 1) or "1"
        for row in sorted(range(1 << count), key=lambda row: (row.bit_count(), -row))
        if bits[row]
    ]
    return " + ".join(products) or "0"

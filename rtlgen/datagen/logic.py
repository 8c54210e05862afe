"""Functions of single bits as trees of gates: drawn, computed, written in Verilog and in words."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_AND, _OR, _XOR = "&", "|", "^"
_OPERATORS = {
    "and": (_AND, False), "or": (_OR, False), "xor": (_XOR, False),
    "nand": (_AND, True), "nor": (_OR, True), "xnor": (_XOR, True),
}  # fmt: skip
_LOGICAL = {_AND: "&&", _OR: "||", _XOR: "!="}
_ALGEBRA = {_AND: "·", _OR: " + ", _XOR: " ⊕ "}


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate and what drives its inputs: other gates, or inputs by name.

    The exclusive gates have two inputs, `not` has one.
    """

    kind: str
    parts: tuple[Term, ...]


Term = Gate | str


def evaluate(term: Term, levels: Mapping[str, int]) -> int:
    """Return the bit."""
    if isinstance(term, str):
        return levels[term]
    bits = [evaluate(part, levels) for part in term.parts]
    match term.kind:
        case "not":
            return 1 - bits[0]
        case "and" | "nand":
            return min(bits) if term.kind == "and" else 1 - min(bits)
        case "or" | "nor":
            return max(bits) if term.kind == "or" else 1 - max(bits)
    return sum(bits) % 2 if term.kind == "xor" else 1 - sum(bits) % 2


def ones(term: Term, names: Sequence[str]) -> list[int]:
    """Return the rows of the truth table with a 1; the first name is the most significant."""
    rows = enumerate(itertools.product((0, 1), repeat=len(names)))
    return [n for n, row in rows if evaluate(term, dict(zip(names, row, strict=True)))]


def uses_all(term: Term, names: Sequence[str]) -> bool:
    """Tell whether each input can change the result."""
    found, rows = set(ones(term, names)), 1 << len(names)
    return all(
        any((row in found) != (row ^ (1 << place) in found) for row in range(rows))
        for place in range(len(names))
    )


def draw_tree(rng: random.Random, names: Sequence[str], kinds: Sequence[str]) -> Term:
    """Draw a tree of gates in which each of two to five inputs matters, most of them once.

    Args:
        rng: Decides.
        names: The inputs.
        kinds: Gates that may stand in it; `not` may be among them.
    """
    while True:
        leaves: list[Term] = list(names)
        while rng.random() < 0.35:
            leaves.append(rng.choice(names))
        rng.shuffle(leaves)
        while len(leaves) > 1:
            kind = rng.choice([kind for kind in kinds if kind != "not"])
            few = 2 if kind[0] == "x" else rng.choice((2, 2, 3))
            parts = [_inverted(rng, leaves.pop(), kinds) for _ in range(min(few, len(leaves)))]
            if len(set(parts)) < len(parts):
                break
            leaves.insert(0, Gate(kind, tuple(parts)))
        if len(leaves) == 1 and uses_all(leaves[0], names):
            return leaves[0]


def _inverted(rng: random.Random, term: Term, kinds: Sequence[str]) -> Term:
    if not isinstance(term, str) and term.kind[0] in "nx" and term.kind != "xor":
        return term
    return Gate("not", (term,)) if "not" in kinds and rng.random() < 0.3 else term


def leaves(term: Term) -> set[str]:
    """Return the names of all inputs of a tree."""
    return {term} if isinstance(term, str) else set().union(*(leaves(n) for n in term.parts))


def verilog(term: Term, *, is_logical: bool = False) -> str:
    """Write an expression: bitwise, or with the logical operators."""
    if isinstance(term, str):
        return term
    sign = "!" if is_logical else "~"
    if term.kind == "not":
        return sign + _inner(term.parts[0], is_logical=is_logical)
    operator, is_inverted = _OPERATORS[term.kind]
    parts = [_inner(part, is_logical=is_logical) for part in term.parts]
    joined = f" {_LOGICAL[operator] if is_logical else operator} ".join(parts)
    return f"{sign}({joined})" if is_inverted else joined


def _inner(term: Term, *, is_logical: bool) -> str:
    text = verilog(term, is_logical=is_logical)
    is_joined = not isinstance(term, str) and term.kind in ("and", "or", "xor")
    return f"({text})" if is_joined else text


def algebra(term: Term) -> str:
    """Write Boolean algebra: · is AND, + is OR, ⊕ is XOR, ' is NOT."""
    if isinstance(term, str):
        return term
    parts = [
        algebra(part) if isinstance(part, str) or part.kind in ("not", "nand", "nor", "xnor")
        else f"({algebra(part)})"
        for part in term.parts
    ]  # fmt: skip
    if term.kind == "not":
        return f"{parts[0]}'"
    operator, is_inverted = _OPERATORS[term.kind]
    joined = _ALGEBRA[operator].join(parts)
    return f"({joined})'" if is_inverted else joined


def call(term: Term) -> str:
    """Write nested calls: `NAND(a, OR(b, c))`."""
    if isinstance(term, str):
        return term
    return f"{term.kind.upper()}({', '.join(call(part) for part in term.parts)})"


def condition(term: Term, wanted: int = 1) -> str:
    """Say when the bit has the wanted value, as a condition on the inputs."""
    if isinstance(term, str):
        return f"`{term}` is {wanted}"
    if term.kind == "not":
        return condition(term.parts[0], 1 - wanted)
    operator, is_inverted = _OPERATORS[term.kind]
    value = 1 - wanted if is_inverted else wanted
    if operator == _XOR:
        first, second = (condition(part) for part in term.parts)
        kind = "exactly one" if value else "both or neither"
        return f"({kind} of the two conditions [{first}] and [{second}] holds)"
    word = " and " if (operator == _AND) == bool(value) else " or "
    return f"({word.join(condition(part, value) for part in term.parts)})"


def netlist(term: Gate, out: str, wire: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """List the gates, inputs first: the kind, the name of the output and those of the inputs.

    Args:
        term: The tree.
        out: Output of the last gate.
        wire: Stem of the names of the wires between.
    """
    found: list[tuple[str, str, tuple[str, ...]]] = []

    def place(gate: Gate, name: str | None) -> str:
        names = tuple(part if isinstance(part, str) else place(part, None) for part in gate.parts)
        found.append((gate.kind, name or f"{wire}{len(found) + 1}", names))
        return found[-1][1]

    place(term, out)
    return found

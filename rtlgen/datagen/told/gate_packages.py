"""Packages of gates in further words."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.logic import Gate, Term, evaluate, verilog
from rtlgen.datagen.series import series

Section = tuple[tuple[str, ...], str, Gate]
"""Input pins, output pin, and what is between them."""
_COUNTS = {2: "dual", 3: "triple", 4: "quad", 6: "hex"}
_CELLS = {
    ("and", "or"): "AO", ("or", "and"): "OA", ("and", "nor"): "AOI", ("or", "nand"): "OAI"
}  # fmt: skip
_WORDS = {
    "AO": "OR of ANDs", "OA": "AND of ORs", "AOI": "inverted OR of ANDs",
    "OAI": "inverted AND of ORs",
}  # fmt: skip


def others(sections: Sequence[Section]) -> tuple[str, ...]:
    """Say the same in ten more ways."""
    return (*_formal(sections), *_spoken(sections))


def _pins(part: Term) -> tuple[str, ...]:
    return (part,) if isinstance(part, str) else tuple(str(pin) for pin in part.parts)


def _groups(gate: Gate) -> list[tuple[str, ...]]:
    """Return the pins of each gate of the first stage."""
    return [_pins(part) for part in gate.parts]


def _cell(gate: Gate) -> str:
    """Name a section as libraries of cells do; empty for a single gate."""
    first = [part for part in gate.parts if isinstance(part, Gate)]
    if not first:
        return ""
    return _CELLS[first[0].kind, gate.kind] + "".join(str(len(own)) for own in _groups(gate))


def _title(gate: Gate) -> str:
    if gate.kind == "not":
        return "inverter"
    cell = _cell(gate)
    return f"{cell} gate" if cell else f"{len(gate.parts)}-input {gate.kind.upper()} gate"


def _phrase(term: Term) -> str:
    """Write `the NOR of a and b`."""
    if isinstance(term, str):
        return term
    if term.kind == "not":
        return f"the complement of {_phrase(term.parts[0])}"
    parts = [f"({_phrase(p)})" if isinstance(p, Gate) else p for p in term.parts]
    return f"the {term.kind.upper()} of {series(parts)}"


def _numbers(term: Term) -> str:
    """Write the function with smallest and greatest numbers."""
    if isinstance(term, str):
        return term
    parts = ", ".join(_numbers(part) for part in term.parts)
    if term.kind == "not":
        return f"1 - {parts}"
    if term.kind in ("xor", "xnor"):
        found = f"({' + '.join(_pins(term))}) mod 2"
        return found if term.kind == "xor" else f"1 - {found}"
    name = "min" if term.kind in ("and", "nand") else "max"
    return f"{'1 - ' * term.kind.startswith('n')}{name}({parts})"


def _words(term: Term) -> str:
    """Write the function with the words of a programming language."""
    if isinstance(term, str):
        return term
    parts = [f"({_words(part)})" if isinstance(part, Gate) else part for part in term.parts]
    operator = {"and": "and", "nand": "and", "or": "or", "nor": "or", "xor": "!=", "xnor": "=="}
    if term.kind == "not":
        return f"not {parts[0]}"
    found = f" {operator[term.kind]} ".join(parts)
    return f"not ({found})" if term.kind in ("nand", "nor") else found


def _level(pins: Sequence[str], level: int) -> str:
    if len(pins) == 1:
        return f"{pins[0]} is {level}"
    return f"{series(pins)} are {'both' if len(pins) == 2 else 'all'} {level}"


def _case(gate: Gate) -> tuple[str, int]:
    """Return a test and the output if it holds; otherwise the output is the opposite."""
    pins = [str(part) for part in gate.parts]
    if gate.kind == "not":
        return f"{pins[0]} is 1", 0
    if gate.kind in ("xor", "xnor"):
        return f"{series(pins)} differ", int(gate.kind == "xor")
    if not _cell(gate):
        level = int(gate.kind in ("and", "nand"))
        return _level(pins, level), level ^ gate.kind.startswith("n")
    level = int(gate.kind in ("or", "nor"))
    test = ", or ".join(_level(own, level) for own in _groups(gate))
    return test, level ^ gate.kind.startswith("n")


def _formal(sections: Sequence[Section]) -> tuple[str, ...]:
    carriers = (
        "drive {out} with {code}", "the function {code} appears at {out}", "{out} equals {code}",
        "the level of {out} is that of {code}",
    )  # fmt: skip
    driven = ", ".join(
        carriers[n % 4].format(out=out, code=verilog(gate))
        for n, (_, out, gate) in enumerate(sections)
    )
    numbers = ", ".join(f"{out} = {_numbers(gate)}" for _, out, gate in sections)
    code = "; ".join(f"{out} = {_words(gate)}" for _, out, gate in sections)
    kinds = [_title(gate) for _, _, gate in sections]
    if len(set(kinds)) == 1 and not _cell(sections[0][2]):
        brief = f"{_COUNTS[len(kinds)].capitalize()} {kinds[0]}."
    else:
        names = sorted({_cell(gate)[:-2].rstrip("0123456789") for _, _, gate in sections} - {""})
        legend = f" ({', '.join(f'{name} = {_WORDS[name]}' for name in names)})" if names else ""
        brief = "Gates: " + ", ".join(
            f"{out} from {_title(gate).removesuffix(' gate')}({', '.join(pins)})"
            for pins, out, gate in sections
        ) + f"{legend}."  # fmt: skip
    return (
        f"Purely combinational: {driven}.",
        brief,
        f"With the levels as the numbers 0 and 1, {numbers}.",
        f"Think of the pins as variables that are true or false; a program would compute {code}.",
    )


def _spoken(sections: Sequence[Section]) -> tuple[str, ...]:
    count = len(sections)
    asked = " ".join(
        f"Which level does {out} have while {test}? It is {value}, and {1 - value} at all other "
        f"times."
        for _, out, (test, value) in ((p, o, _case(g)) for p, o, g in sections)
    )
    need = ", ".join(
        f"{'an' if _title(gate)[0] in 'iAO' else 'a'} {_title(gate)} for {out} ({_phrase(gate)})"
        for _, out, gate in sections
    )
    shall = " ".join(
        f"R{n}: {out} shall be {_phrase(gate)}." for n, (_, out, gate) in enumerate(sections, 1)
    )
    cases = " ".join(
        f"If {test}, {out} is {'high' if value else 'low'}; otherwise it is "
        f"{'low' if value else 'high'}."
        for _, out, (test, value) in reversed([(p, o, _case(g)) for p, o, g in sections])
    )
    only = " ".join(
        f"For {out} no other pins count than {series(pins)}: it stays at {1 - value} unless "
        f"{test}, which makes it {value}."
        for pins, out, gate in sections for test, value in (_case(gate),)
    )  # fmt: skip
    ends = "; ".join(
        f"{out} comes from {series(pins)} and is {_phrase(gate)} (all at 0: "
        f"{evaluate(gate, dict.fromkeys(pins, 0))}, all at 1: "
        f"{evaluate(gate, dict.fromkeys(pins, 1))})"
        for pins, out, gate in sections
    )
    outs = series([out for _, out, _ in sections])
    return (
        f"{asked} Build this package.",
        f"I burnt the {_COUNTS[count]} logic chip on my board and want to replace it by a module. "
        f"I need {need}.",
        f"{shall} The sections must not depend on the pins of each other, and there must be no "
        f"storage.",
        cases,
        f"Unlike a decoder or an adder, this package has nothing in common between its sections. "
        f"{only}",
        f"The results are {outs}. Going backwards, {ends}.",
    )

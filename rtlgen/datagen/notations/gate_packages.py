"""Packages of gates in further notations: covers, columns, programs, sets, switches."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from rtlgen.datagen.logic import Gate, Term, call, ones, verilog
from rtlgen.datagen.series import marked, series
from rtlgen.datagen.told.gate_packages import Section

_INVERSES = {
    "and": "nand", "or": "nor", "nand": "and", "nor": "or", "xor": "xnor", "xnor": "xor",
}  # fmt: skip
_DUALS = {"and": "nor", "or": "nand", "nand": "or", "nor": "and", "xor": "xnor", "xnor": "xor"}
_REDUCTIONS = {"and": "&", "or": "|", "nand": "~&", "nor": "~|", "xor": "^", "xnor": "~^"}
_SYMBOLS = {"and": "∧", "nand": "∧", "or": "∨", "nor": "∨", "xor": "↔", "xnor": "↔"}
_COUNTS = {
    "and": "#({pins}) = {count}", "nand": "#({pins}) < {count}", "or": "#({pins}) > 0",
    "nor": "#({pins}) = 0", "xor": "#({pins}) = 1", "xnor": "#({pins}) is 0 or 2",
}  # fmt: skip
_SETS = {
    "and": "T contains {{{pins}}}", "nand": "T does not contain all of {{{pins}}}",
    "or": "T meets {{{pins}}}", "nor": "T and {{{pins}}} are disjoint",
    "xor": "T contains a single one of {{{pins}}}",
    "xnor": "T contains both of {{{pins}}} or none of them",
}  # fmt: skip
_GROUPED = {
    "or": "up as long as some group of {groups} is entirely up, and down while there is none",
    "and": "up as long as no group of {groups} is entirely down, and down as soon as one is",
    "nor": "up as long as no group of {groups} is entirely up, and down as soon as one is",
    "nand": "up as long as some group of {groups} is entirely down, and down while there is none",
}
"""By the last gate of a pair."""
_PLAIN = {
    "and": "up as long as {all} up, and falls with the first of them",
    "or": "down as long as {all} down, and rises with the first of them",
    "nand": "down as long as {all} up, and rises when any of them falls",
    "nor": "up as long as {all} down, and falls when any of them rises",
    "not": "up as long as {all} down, and falls when it rises",
    "xor": "up as long as {all} at different levels, and down while these are the same",
    "xnor": "up as long as {all} at the same level, and down while these differ",
}


def notations(sections: Sequence[Section]) -> tuple[str, ...]:
    """Say the same in twenty more ways."""
    return (
        *_tables(sections), *_programs(sections), *_algebra(sections), *_counted(sections),
        *_forced(sections), *_told(sections),
    )  # fmt: skip


def _cover(term: Term, value: int) -> list[dict[str, int]]:
    """Return sets of levels that each make the bit have the value; together they are all."""
    if isinstance(term, str):
        return [{term: value}]
    if term.kind == "not":
        return _cover(term.parts[0], 1 - value)
    if term.kind in ("xor", "xnor"):
        odd = value ^ (term.kind == "xnor")
        pairs = [((0, 1), (1, 0)), ((0, 0), (1, 1))][1 - odd]
        return [dict(zip(map(str, term.parts), pair, strict=True)) for pair in pairs]
    value ^= term.kind in ("nand", "nor")
    parts = [_cover(part, value) for part in term.parts]
    if (term.kind in ("and", "nand")) != bool(value):
        return list(itertools.chain(*parts))
    rows = itertools.product(*parts)
    return [{name: level for part in row for name, level in part.items()} for row in rows]


def _shorter(gate: Gate) -> tuple[int, list[dict[str, int]]]:
    """Return the value that is told in fewer lines, and these."""
    return min(((n, _cover(gate, n)) for n in (1, 0)), key=lambda found: len(found[1]))


def _cube(cube: Mapping[str, int], pins: Sequence[str], marks: str) -> str:
    return "".join(marks[cube.get(pin, 2)] for pin in pins)


def _column(pins: Sequence[str], gate: Gate) -> str:
    """Return the outputs for all words; the first pin is the most significant."""
    found = ones(gate, pins)
    return "".join(str(int(row in found)) for row in range(1 << len(pins)))


def _tables(sections: Sequence[Section]) -> tuple[str, ...]:
    """Write covers, numbers of rows, columns, and levels."""
    names = "; ".join(
        f"names {' '.join(pins)} {out}: "
        + ", ".join(f"{_cube(cube, pins, '01-')} 1" for cube in _cover(gate, 1))
        for pins, out, gate in sections
    )
    rows = ", ".join(f"{out}({', '.join(p)}) = {_rows(_column(p, g))}" for p, out, g in sections)
    columns = "; ".join(
        f"{' '.join(p)} -> {out} {_grouped(_column(p, gate))}" for p, out, gate in sections
    )
    levels = " ".join(
        f"{', '.join(pins)} | {out}: "
        + "; ".join(
            f"{' '.join(_cube(cube, pins, 'LHX'))} | {'LH'[value]}"
            for value in (1, 0)
            for cube in _cover(gate, value)
        )
        + "."
        for pins, out, gate in sections
    )
    return (
        f"Covers as in BLIF (- is any level; a word that no cube matches yields 0): {names}.",
        (
            f"With the first argument as the highest bit of the row number, {rows}. Here m "
            f"collects the rows of ones and M those of zeros."
        ),
        (
            f"Results as columns, from the row with nothing but zeros to the row with nothing but "
            f"ones, counting in binary with the rightmost pin as the fastest: {columns}."
        ),
        (
            f"Function table from the datasheet, H = 1, L = 0, X = does not matter. {levels} "
            f"Supply pins are not modelled."
        ),
    )


def _rows(column: str) -> str:
    bit, sign = ("1", "sum m") if column.count("1") * 2 <= len(column) else ("0", "product M")
    return f"{sign}({', '.join(str(n) for n, found in enumerate(column) if found == bit)})"


def _grouped(column: str) -> str:
    return " ".join(column[n : n + 4] for n in range(0, len(column), 4))


def _programs(sections: Sequence[Section]) -> tuple[str, ...]:
    """Write programs: assignments, a case, choices, lists."""
    steps, cases = [], []
    for pins, out, gate in reversed(sections):
        value, cover = _shorter(gate)
        tests = " ".join(
            f"if ({' && '.join('!' * (1 - bit) + pin for pin, bit in cube.items())}) "
            f"{out} = {value};"
            for cube in cover
        )
        steps.append(f"{out} = {1 - value}; {tests}")
        arms = ", ".join(f"{len(pins)}'b{_cube(cube, pins, '01?')}" for cube in cover)
        cases.append(
            f"casez ({{{', '.join(pins)}}}) {arms}: {out} = {value}; "
            f"default: {out} = {1 - value}; endcase"
        )
    chosen = "; ".join(
        f"{out} = {_selected(_column(pins, gate), pins).removeprefix('(').removesuffix(')')}"
        for pins, out, gate in sections
    )
    lists = " ".join(f"(setq {out} {_listed(gate)})" for _, out, gate in sections)
    return (
        f"Statements; later ones overwrite: {' '.join(steps).removesuffix(';')}.",
        f"All of it fits into {len(sections)} case statements ({' then '.join(cases)}).",
        f"Nothing but 2-way selectors is needed (s ? x : y passes x while s is 1): {chosen}.",
        f"In lisp, pins being true or false: {lists}.",
    )


def _selected(column: str, pins: Sequence[str]) -> str:
    """Choose by one pin after the other."""
    if column in ("0" * len(column), "1" * len(column)):
        return column[0]
    if column == "01":
        return pins[0]
    half = len(column) // 2
    low, high = (_selected(part, pins[1:]) for part in (column[:half], column[half:]))
    return low if low == high else f"({pins[0]} ? {high} : {low})"


def _listed(term: Term) -> str:
    if isinstance(term, str):
        return term
    inner = " ".join(_listed(part) for part in term.parts)
    if term.kind in ("nand", "nor", "xnor"):
        return f"(not ({_INVERSES[term.kind]} {inner}))"
    return f"({term.kind} {inner})"


def _algebra(sections: Sequence[Section]) -> tuple[str, ...]:
    """Write reductions, inverted outputs, other gates, and symbols."""
    reduced = ", ".join(f"{out} = {_reduced(gate)}" for _, out, gate in sections)
    inverted = "; ".join(f"~{out} = {verilog(_inverse(gate))}" for _, out, gate in sections)
    moved = ", ".join(f"{out} <= {_moved(gate)}" for _, out, gate in reversed(sections))
    signs = ", ".join(f"{out} := {_signed(gate)}" for _, out, gate in sections)
    return (
        f"`assign` one reduction per section: {reduced}.",
        f"The sheet gives inverted outputs, so negate each right-hand side: {inverted}.",
        (
            f"After moving the bubbles to the other side of the symbols (a slash is an inverted "
            f"pin), the drawing shows {moved}."
        ),
        f"As propositions: {signs}.",
    )


def _reduced(term: Term) -> str:
    if isinstance(term, str):
        return term
    if term.kind == "not":
        return f"~{_reduced(term.parts[0])}"
    return f"{_REDUCTIONS[term.kind]}{{{', '.join(_reduced(part) for part in term.parts)}}}"


def _inverse(term: Term) -> Term:
    if isinstance(term, str):
        return Gate("not", (term,))
    return term.parts[0] if term.kind == "not" else Gate(_INVERSES[term.kind], term.parts)


def _moved(gate: Gate) -> str:
    """Write the same function with inverted inputs, as De Morgan has it."""
    if gate.kind == "not":
        return f"/{gate.parts[0]}"
    parts = [
        f"/{part}" if isinstance(part, str) else call(_inverse(part)) for part in gate.parts
    ]  # fmt: skip
    if gate.kind in ("xor", "xnor"):
        parts[1] = str(gate.parts[1])
    return f"{_DUALS[gate.kind].upper()}({', '.join(parts)})"


def _signed(term: Term) -> str:
    if isinstance(term, str):
        return term
    parts = [
        _signed(part) if isinstance(part, str) else f"({_signed(part)})" for part in term.parts
    ]
    if term.kind == "not":
        return f"¬{parts[0]}"
    found = f" {_SYMBOLS[term.kind]} ".join(parts)
    return f"¬({found})" if term.kind in ("nand", "nor", "xor") else found


def _flat(gate: Gate) -> tuple[str, list[Gate]]:
    """Return gates of plain pins, and the word between them; one gate needs no word."""
    if gate.kind == "not":
        return "", [Gate("nor", gate.parts)]
    if all(isinstance(part, str) for part in gate.parts):
        return "", [gate]
    parts = [Gate("and", (part,)) if isinstance(part, str) else part for part in gate.parts]
    if gate.kind in ("nand", "nor"):
        parts = [Gate(_INVERSES[part.kind], part.parts) for part in parts]
    return " and " if gate.kind in ("and", "nor") else " or ", parts


def _joined(gate: Gate, patterns: Mapping[str, str]) -> str:
    word, parts = _flat(gate)
    return word.join(
        patterns[part.kind].format(pins=", ".join(map(str, part.parts)), count=len(part.parts))
        for part in parts
    )


def _counted(sections: Sequence[Section]) -> tuple[str, ...]:
    """Count ones, speak of sets, number the pins, and draw switches."""
    counts = "; ".join(f"{out}: {_joined(gate, _COUNTS)}" for _, out, gate in sections)
    sets = "; ".join(f"{_joined(gate, _SETS)} ({out})" for _, out, gate in sections)
    numbers = dict[str, str]()
    for pins, out, _ in sections:
        numbers |= {pin: str(len(numbers) + n) for n, pin in enumerate((*pins, out), 1)}
    pinout = ", ".join(f"{number} {pin}" for pin, number in numbers.items())
    wired = ", ".join(f"{call(_renamed(g, numbers))} -> {numbers[out]}" for _, out, g in sections)
    return (
        (
            f"Let #(...) be how many of the listed pins are 1. An output is 1 when its test is met "
            f"and 0 when not. {counts}."
        ),
        (
            f"T is the set of all pins that carry a 1. Each of these statements is true while the "
            f"output in brackets is 1, and false while that is 0: {sets}."
        ),
        f"Pinout: {pinout}. Inside, by pin number: {wired}.",
        (
            f"Switch-level view. A switch named after a pin conducts while that pin is 1, and one "
            f"with a slash before the name while it is 0; switches joined by - are in series. "
            f"{' '.join(_switches(out, gate) for _, out, gate in sections)}"
        ),
    )


def _renamed(term: Term, names: Mapping[str, str]) -> Term:
    if isinstance(term, str):
        return names[term]
    return Gate(term.kind, tuple(_renamed(part, names) for part in term.parts))


def _switches(out: str, gate: Gate) -> str:
    value = int(gate.kind not in ("not", "nand", "nor"))
    parts = ["-".join("/" * (1 - n) + pin for pin, n in c.items()) for c in _cover(gate, value)]
    rail, other = ("supply (1)", "ground (0)") if value else ("ground (0)", "supply (1)")
    paths = series(parts, "or")
    return f"{out} is tied to {rail} through {paths}; if no path conducts, it is at {other}."


def _forced(sections: Sequence[Section]) -> tuple[str, ...]:
    """Say what forces a level, and split on a pin."""
    forced = " ".join(_force(out, gate) for _, out, gate in sections)
    split = " ".join(
        f"Hold {pins[0]} at 0 and {out} is {_rest(gate, pins[0], 0)}; hold it at 1 and "
        f"{out} is {_rest(gate, pins[0], 1)}."
        for pins, out, gate in sections
    )
    return (
        f"Controlling levels of this part, which has no clock: {forced}",
        f"Expanded about one input each. {split}",
    )


def _force(out: str, gate: Gate) -> str:
    """Say which level at which pins decides."""
    if gate.kind in ("not", "xor", "xnor"):
        first, pins = int(gate.kind != "xor"), series(_names(gate), "or")
        return f"{out} has none: it toggles with each change of {pins}, from {first} at all zeros."
    inner = [part for part in gate.parts if isinstance(part, Gate)]
    result = int(gate.kind in ("or", "nand"))
    if inner:
        level = int(inner[0].kind == "and")
        groups = series([f"({', '.join(_names(part))})" for part in gate.parts], "or")
        return (
            f"A bracket of {groups} with nothing but {level}s in it forces {out} to {result}, "
            f"which is {1 - result} if there is no such bracket."
        )
    level = int(gate.kind in ("or", "nor"))
    return (
        f"A {level} at {series(_names(gate), 'or')} forces {out} to {result}, which is "
        f"{1 - result} if all of them are {1 - level}."
    )


def _names(term: Term) -> tuple[str, ...]:
    return (term,) if isinstance(term, str) else tuple(map(str, term.parts))


def _rest(gate: Gate, pin: str, level: int) -> str:
    left = _left(gate, pin, level)
    return str(left) if isinstance(left, int) else call(left)


def _left(term: Term, pin: str, level: int) -> Term | int:
    """Return what a tree becomes when a pin has a level."""
    if isinstance(term, str):
        return level if term == pin else term
    parts = [_left(part, pin, level) for part in term.parts]
    rest = tuple(part for part in parts if not isinstance(part, int))
    known = [part for part in parts if isinstance(part, int)]
    is_inverted = term.kind in ("not", "nand", "nor", "xnor")
    if term.kind in ("xor", "xnor") and rest:
        is_inverted ^= sum(known) % 2 == 1
    elif not rest or int(term.kind in ("or", "nor")) in known:
        return known[0] ^ is_inverted if not rest else int(term.kind in ("or", "nand"))
    if len(rest) > 1:
        return Gate(term.kind, rest)
    return _inverse(rest[0]) if is_inverted else rest[0]


def _told(sections: Sequence[Section]) -> tuple[str, ...]:
    """Tell of pins that are up and down, and of the reasons for a 0."""
    motions = " ".join(f"`{out}` is {_motion(gate)}." for _, out, gate in reversed(sections))
    zeros = " ".join(f"{n}) {out}: {_zeros(gate)}." for n, (_, out, gate) in enumerate(sections, 1))
    return (
        (
            f"Hi, could someone code this old TTL part for me? Up is 1 and down is 0. {motions} "
            f"The delays are of no interest. Many thanks."
        ),
        (
            f"Issue: outputs are stuck at 1. Each must fall to 0 in the situations below and in no "
            f"others. {zeros}"
        ),
    )


def _motion(gate: Gate) -> str:
    if all(isinstance(part, str) for part in gate.parts):
        pins = marked(map(str, gate.parts))
        return _PLAIN[gate.kind].format(all=f"{pins} {'are' if len(gate.parts) > 1 else 'is'}")
    groups = series([f"({', '.join(_names(part))})" for part in gate.parts])
    return _GROUPED[gate.kind].format(groups=groups)


def _zeros(gate: Gate) -> str:
    """List what makes the output 0."""
    cover = _cover(gate, 0)
    if len(cover) > 1 and all(len(cube) == 1 for cube in cover):
        level = next(iter(cover[0].values()))
        return f"a {level} on at least one of {series([pin for cube in cover for pin in cube])}"
    return ", or ".join(f"{series(list(cube))} at {_levels(cube)}" for cube in cover)


def _levels(cube: Mapping[str, int]) -> str:
    levels = list(map(str, cube.values()))
    if len(set(levels)) == 1:
        return levels[0]
    return f"{series(levels)} respectively"

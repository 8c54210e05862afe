"""Truth tables and Karnaugh maps: one vector per row or cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rtlgen.spec.artefacts.truth_table import missing_inputs
from rtlgen.spec.model import (
    Column,
    KarnaughMap,
    Obligation,
    ObligationKind,
    RoleKind,
    SourceRef,
    Spec,
    TruthTable,
    Vector,
)
from rtlgen.spec.obligations.clocking import clocking_of
from rtlgen.spec.obligations.levels import cut, driven, ports_of, spread

_MAX_COUNTED = 16
"""Most input bits for which it is looked whether all rows are there."""
_CONTROL = re.compile(
    r"(?:\w*_)?n?(?:en|ena|enable|oe|ce|cs|ei|clr|clear|rst|reset|load|ld|valid|start|hold|stall)"
    r"(?:_?(?:n|b|l|in|i|\d+))?",
    re.IGNORECASE,
)
"""Inputs that usually switch the whole function off; a table without them says half of it."""


def from_table(table: TruthTable, spec: Spec) -> Obligation | str:
    """Demand each row."""
    if table.is_clocked:
        return _from_clocked_table(table, spec)
    ports = ports_of(spec)
    vectors = tuple(
        Vector(
            inputs=spread([*table.condition, *zip(table.inputs, row.inputs, strict=True)], ports),
            expected=spread(list(zip(table.outputs, row.outputs, strict=True)), ports),
            line=row.line,
        )
        for row in table.rows
    )
    patterns = ["".join(row.inputs) for row in table.rows]
    width = len(patterns[0])
    is_whole = width <= _MAX_COUNTED and not table.condition and not missing_inputs(patterns, width)
    shown = {c.name for c in table.outputs if c.high is None}
    named = [*table.inputs, *(column for column, _ in table.condition)]
    return _obligation(
        f"truth table at {table.source}", vectors, named, table.source, spec,
        is_complete=is_whole and shown == {p.name for p in spec.outputs},
    )  # fmt: skip


def from_map(karnaugh: KarnaughMap, spec: Spec) -> Obligation | str:
    """Demand each cell."""
    ports, lines = ports_of(spec), dict(karnaugh.row_lines)
    vectors = []
    for row, column, value in karnaugh.cells:
        cells = [
            *karnaugh.condition,
            *cut(karnaugh.row_variables, row, ports),
            *cut(karnaugh.column_variables, column, ports),
        ]
        expected = spread([(karnaugh.output, value)], ports)
        vectors.append(
            Vector(
                inputs=spread(cells, ports),
                expected=expected,
                line=lines.get(row, karnaugh.source.line),
            )
        )
    is_only = [Column(name=p.name) for p in spec.outputs] == [karnaugh.output]
    named = [*karnaugh.row_variables, *karnaugh.column_variables]
    named += [column for column, _ in karnaugh.condition]
    return _obligation(
        f"Karnaugh map at {karnaugh.source}", vectors, named, karnaugh.source, spec,
        is_complete=is_only and not karnaugh.condition,
    )  # fmt: skip


def _obligation(
    name: str, vectors: Sequence[Vector], named: Sequence[Column], source: SourceRef, spec: Spec,
    *, is_complete: bool,
) -> Obligation | str:  # fmt: skip
    """Demand vectors, for all values of the inputs that the table does not name."""
    data = [p.name for p in spec.inputs if p.role.kind is RoleKind.DATA]
    hidden = [n for n in data if n not in {column.name for column in named}]
    if control := [n for n in hidden if _CONTROL.fullmatch(n)]:
        return f"it does not say what {', '.join(map(repr, control))} does"
    if spec.clocks:
        return _held(name, vectors, hidden, source, spec)
    return Obligation(
        name=name, kind=ObligationKind.COMBINATIONAL, vectors=tuple(vectors), source=source,
        is_complete=is_complete,
    )  # fmt: skip


def _held(
    name: str, vectors: Sequence[Vector], hidden: Sequence[str], source: SourceRef, spec: Spec
) -> Obligation | str:
    """Hold the inputs of each row for two clock cycles: logic and registered logic both agree."""
    clocking = clocking_of(spec)
    if isinstance(clocking, str):
        return clocking
    if hidden:
        return f"the module has state, and it does not show {', '.join(map(repr, hidden))}"
    steps: list[Vector] = list(clocking.reset_steps())
    for vector in vectors:
        if set("".join(bits for _, bits in vector.expected)) <= {"-"}:
            continue
        has_free = any("-" in bits for _, bits in vector.inputs)
        for fill in "01" if has_free else "0":
            levels = tuple((n, bits.replace("-", fill)) for n, bits in vector.inputs)
            steps += clocking.cycle(levels, (), vector.line)
            steps += clocking.cycle(levels, vector.expected, vector.line)
    if not any(step.expected for step in steps):
        return "it demands no output"
    return Obligation(name=name, kind=ObligationKind.SEQUENCE, vectors=tuple(steps), source=source)


def _from_clocked_table(table: TruthTable, spec: Spec) -> Obligation | str:
    """One clock cycle per row; rows that depend on the value before the edge are left out."""
    clocking = clocking_of(spec)
    if isinstance(clocking, str):
        return clocking
    ports = ports_of(spec)
    fed_back = {c for c in table.inputs if c in table.outputs}
    steps: list[Vector] = list(clocking.reset_steps())
    for row in table.rows:
        given = [*table.condition, *zip(table.inputs, row.inputs, strict=True)]
        if any(set(bits) & {"0", "1"} for column, bits in given if column in fed_back):
            continue
        levels = driven(spread([(c, b) for c, b in given if c not in fed_back], ports))
        wanted = spread(list(zip(table.outputs, row.outputs, strict=True)), ports)
        steps += clocking.cycle(levels, wanted, row.line)
    if not any(step.expected for step in steps):
        return "every row depends on the value before the edge"
    return Obligation(
        name=f"clocked table at {table.source}", kind=ObligationKind.SEQUENCE,
        vectors=tuple(steps), source=table.source,
    )  # fmt: skip

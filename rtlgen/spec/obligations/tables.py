"""Truth tables and Karnaugh maps: one vector per row or cell."""

from __future__ import annotations

from rtlgen.spec.artefacts.truth_table import missing_inputs
from rtlgen.spec.model import (
    KarnaughMap,
    Obligation,
    ObligationKind,
    Spec,
    TruthTable,
    Vector,
)
from rtlgen.spec.obligations.clocking import clocking_of
from rtlgen.spec.obligations.levels import cut, driven, ports_of, spread

_MAX_COUNTED = 16
"""Most input bits for which it is looked whether all rows are there."""


def from_table(table: TruthTable, spec: Spec) -> Obligation | str:
    """Demand each row."""
    if table.is_clocked:
        return _from_clocked_table(table, spec)
    ports = ports_of(spec)
    vectors = tuple(
        Vector(
            inputs=spread(list(zip(table.inputs, row.inputs, strict=True)), ports),
            expected=spread(list(zip(table.outputs, row.outputs, strict=True)), ports),
            line=row.line,
        )
        for row in table.rows
    )
    patterns = ["".join(row.inputs) for row in table.rows]
    width = len(patterns[0])
    is_whole = width <= _MAX_COUNTED and not missing_inputs(patterns, width) and not spec.clocks
    shown = {c.name for c in table.outputs if c.high is None}
    return Obligation(
        name=f"truth table at {table.source}", kind=ObligationKind.COMBINATIONAL, vectors=vectors,
        source=table.source, is_complete=is_whole and shown == {p.name for p in spec.outputs},
    )  # fmt: skip


def _from_clocked_table(table: TruthTable, spec: Spec) -> Obligation | str:
    """One clock cycle per row; rows that depend on the value before the edge are left out."""
    clocking = clocking_of(spec)
    if isinstance(clocking, str):
        return clocking
    ports = ports_of(spec)
    fed_back = {c for c in table.inputs if c in table.outputs}
    steps: list[Vector] = list(clocking.reset_steps())
    for row in table.rows:
        given = list(zip(table.inputs, row.inputs, strict=True))
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


def from_map(karnaugh: KarnaughMap, spec: Spec) -> Obligation:
    """Demand each cell."""
    ports = ports_of(spec)
    vectors = []
    for row, column, value in karnaugh.cells:
        cells = [
            *cut(karnaugh.row_variables, row, ports),
            *cut(karnaugh.column_variables, column, ports),
        ]
        expected = spread([(karnaugh.output, value)], ports)
        vectors.append(
            Vector(inputs=spread(cells, ports), expected=expected, line=karnaugh.source.line)
        )
    is_only = [p.name for p in spec.outputs] == [karnaugh.output.name]
    whole = is_only and karnaugh.output.high is None and not spec.clocks
    return Obligation(
        name=f"Karnaugh map at {karnaugh.source}", kind=ObligationKind.COMBINATIONAL,
        vectors=tuple(vectors), source=karnaugh.source, is_complete=whole,
    )  # fmt: skip

"""A waveform against a clocked table: each edge whose inputs a row means gives its outputs."""

from __future__ import annotations

from rtlgen.consistency.contradictions import Contradiction
from rtlgen.consistency.shown import Shown
from rtlgen.spec.model import Column, SourceRef, TruthTable
from rtlgen.spec.obligations import Clocking
from rtlgen.spec.obligations.levels import clash, meets


def table_clash(clocking: Clocking, table: TruthTable, shown: Shown) -> Contradiction | None:
    """Return the first edge after which the waveform shows another value than the table."""
    asynchronous = clocking.reset is not None and clocking.reset.role.asynchronous is not False
    for sample in range(1, len(shown.samples)):
        if not shown.has_edge(sample, clocking):
            continue
        if clocking.reset is not None and _may_reset(clocking, table, shown, sample, asynchronous):
            continue
        for row in table.rows:
            given = [*table.condition, *zip(table.inputs, row.inputs, strict=True)]
            levels = [(column, bits, shown.at(sample - 1, column)) for column, bits in given]
            if not all(meets(bits, level) for _, bits, level in levels):
                continue
            for column, bits in zip(table.outputs, row.outputs, strict=True):
                drawn = shown.at(sample, column)
                if clash(bits, drawn):
                    return Contradiction(
                        first="the clocked table",
                        first_place=SourceRef(path=table.source.path, line=row.line),
                        second="the waveform", second_place=shown.line(sample, column),
                        witness=", ".join(f"{c} = {level}" for c, _, level in levels)
                        + f" before the edge at time {shown.samples[sample].time:g}",
                        demands=(f"{column} = {bits}", f"{column} = {drawn}"),
                    )  # fmt: skip
    return None


def _may_reset(
    clocking: Clocking, table: TruthTable, shown: Shown, sample: int, asynchronous: bool
) -> bool:
    """Whether a reset that the table does not name may rule this edge."""
    assert clocking.reset is not None  # noqa: S101 - asked only where there is one
    column = Column(name=clocking.reset.name)
    if column in table.inputs or column in [c for c, _ in table.condition]:
        return False
    idle = dict(clocking.reset_level(asserted=False))[clocking.reset.name]
    seen = [shown.at(sample - 1, column)]
    if asynchronous:
        seen.append(shown.at(sample, column))
    return any(level != idle for level in seen)

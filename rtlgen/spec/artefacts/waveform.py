"""Waveforms as tables: a column of times, a column for each signal."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from rtlgen.spec.artefacts.grid import Reporter, Row
from rtlgen.spec.artefacts.values import Signals, base_of, read_value, strip_marks
from rtlgen.spec.model import Column, Waveform, WaveSample

_TIME_HEAD = re.compile(r"(?:time|cycle|t|tick)(?:\s*[\[(]?\s*(?P<unit>[fpnum]?s)\s*[\])]?)?", re.I)
_TIME = re.compile(r"(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>[fpnum]?s)?", re.IGNORECASE)


def read_waveform(rows: Sequence[Row], signals: Signals, report: Reporter) -> Waveform | None:
    """Read a table whose first column is the time; None when it is none."""
    if len(rows) < 3 or not _TIME_HEAD.fullmatch(strip_marks(rows[0].cells[0])):
        return None
    head = rows[0]
    columns = [signals.column(cell) for cell in head.cells[1:]]
    known = [(i, c) for i, c in enumerate(columns, start=1) if c is not None]
    if not any(signals.is_input(c) for _, c in known) or all(signals.is_input(c) for _, c in known):
        return None
    for cell, column in zip(head.cells[1:], columns, strict=True):
        if column is None:
            report.warning(
                "SPEC311",
                head.line,
                f"the signal {strip_marks(cell)!r} of the waveform is no port; it was left out",
                "add the port or remove it",
            )
    body = [row for row in rows[1:] if _TIME.fullmatch(strip_marks(row.cells[0]))]
    bases = _bases(body, known, signals, head.line, report)
    samples: list[WaveSample] = []
    for row in rows[1:]:
        sample = _sample(row, len(head.cells), known, bases, signals, report)
        if sample is None:
            return None
        samples.append(sample)
    if any(a.time >= b.time for a, b in itertools.pairwise(samples)):
        line = next(b.line for a, b in itertools.pairwise(samples) if a.time >= b.time)
        report.error("SPEC302", line, "the time does not grow from row to row", "correct the time")
        return None
    match = _TIME.fullmatch(strip_marks(body[0].cells[0]))
    title = _TIME_HEAD.fullmatch(strip_marks(head.cells[0]))
    unit = (match and match["unit"]) or (title and title["unit"]) or "ns"
    return Waveform(
        columns=tuple(c for _, c in known),
        samples=tuple(samples),
        time_unit=unit.lower(),
        source=report.source.at(head.line),
    )


def _bases(
    rows: Sequence[Row],
    known: Sequence[tuple[int, Column]],
    signals: Signals,
    line: int,
    report: Reporter,
) -> dict[int, int | None]:
    """Find the base of each column; simulators print hexadecimal, so one letter decides all."""
    bases = {
        i: base_of([r.cells[i] for r in rows if i < len(r.cells)], signals.width(c))
        for i, c in known
    }
    if 16 in bases.values():
        return {i: base and 16 for i, base in bases.items()}
    for i, c in known:
        if bases[i] == 10 and any(
            len(strip_marks(r.cells[i])) > 1 for r in rows if i < len(r.cells)
        ):
            report.note(
                "SPEC312",
                line,
                f"the values of {str(c)!r} were read as decimal numbers",
                "write 8'd42 or 8'h2a",
            )
    return bases


def _sample(
    row: Row,
    count: int,
    known: Sequence[tuple[int, Column]],
    bases: dict[int, int | None],
    signals: Signals,
    report: Reporter,
) -> WaveSample | None:
    time = _TIME.fullmatch(strip_marks(row.cells[0]))
    if time is None or len(row.cells) != count:
        problem = (
            f"the row has {len(row.cells)} cells, the head of the waveform {count}"
            if time
            else f"{row.cells[0]!r} is no time"
        )
        report.error("SPEC302", row.line, problem, "correct the row")
        return None
    values = []
    for index, column in known:
        bits = read_value(row.cells[index], signals.width(column), base=bases[index])
        if bits is None:
            report.error(
                "SPEC302",
                row.line,
                f"{row.cells[index]!r} does not fit {str(column)!r} ({signals.width(column)} bits)",
                "correct it",
            )
            return None
        values.append(bits.replace("-", "x") if signals.is_input(column) else bits)
    return WaveSample(time=float(time["value"]), values=tuple(values), line=row.line)

"""Waveforms as tables: a column of times, a column for each signal."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from rtlgen.spec.artefacts.grid import Reporter, Row, transposed
from rtlgen.spec.artefacts.values import Signals, base_of, read_value, strip_marks
from rtlgen.spec.model import Column, RoleKind, Waveform, WaveSample

_TIME_HEAD = re.compile(
    r"(?P<what>time|cycles?|clock\s*cycles?|t|ticks?|steps?|edges?|n|#)\s*\W?"
    r"(?:\s*[\[(]?\s*(?P<unit>[fpnum]?s)\s*[\])]?)?",
    re.IGNORECASE,
)
_CYCLE_HEAD = re.compile(r"(?:clock\s*)?cycles?|ticks?|edges?|n|#|steps?", re.IGNORECASE)
_TIME = re.compile(r"(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>[fpnum]?s)?", re.IGNORECASE)


def read_waveform(rows: Sequence[Row], signals: Signals, report: Reporter) -> Waveform | None:
    """Read a table of levels over time; None when it is none.

    Its first column is the time or the number of a cycle; where a clock is shown, it may be left
    out. A row may also stand for a signal, and a column for a time.
    """
    rows = _upright(rows, signals)
    if len(rows) < 3 or not _TIME_HEAD.fullmatch(strip_marks(rows[0].cells[0])):
        return None
    head = rows[0]
    columns = [signals.column(cell) for cell in head.cells[1:]]
    if not any(columns):
        return None
    columns = [
        column or signals.alias(cell, head.line, report)
        for cell, column in zip(head.cells[1:], columns, strict=True)
    ]
    known = [(i, c) for i, c in enumerate(columns, start=1) if c is not None]
    if not any(signals.is_input(c) for _, c in known) or all(signals.is_input(c) for _, c in known):
        return None
    for cell, column in zip(head.cells[1:], columns, strict=True):
        if column is None:
            report.warning(
                "SPEC311", head.line, f"the signal {strip_marks(cell)!r} of the waveform is no "
                "port; it was left out", "add the port or remove it",
            )  # fmt: skip
    samples = _samples(rows, known, signals, report)
    if samples is None:
        return None
    body = _TIME.fullmatch(strip_marks(rows[1].cells[0]))
    title = _TIME_HEAD.fullmatch(strip_marks(head.cells[0]))
    unit = (body and body["unit"]) or (title and title["unit"]) or "ns"
    waveform = Waveform(
        columns=tuple(c for _, c in known), samples=tuple(samples), time_unit=unit.lower(),
        source=report.source.at(head.line),
    )  # fmt: skip
    is_cycles = _CYCLE_HEAD.fullmatch(strip_marks(head.cells[0])) is not None
    return _clocked(waveform, signals) if is_cycles else waveform


def _upright(rows: Sequence[Row], signals: Signals) -> Sequence[Row]:
    """One row per time, with a column for it: turns tables on their side, numbers the rows."""
    names = [row.cells[0] for row in rows]
    body = rows[1:] if _TIME_HEAD.fullmatch(strip_marks(names[0])) else rows
    if len(body) >= 2 and all(signals.column(row.cells[0]) for row in body):
        rows = transposed(rows)
        if not rows:
            return rows
    clocks = [i for i, c in enumerate(rows[0].cells) if _is_clock(c, signals)]
    if _TIME_HEAD.fullmatch(strip_marks(rows[0].cells[0])) or len(clocks) != 1:
        return rows
    levels = [r.cells[clocks[0]] for r in rows[1:] if len(r.cells) > clocks[0]]
    if set(levels) != {"0", "1"}:
        return rows
    numbered = [Row(r.line, (str(n), *r.cells)) for n, r in enumerate(rows[1:])]
    return [Row(rows[0].line, ("time", *rows[0].cells)), *numbered]


def _is_clock(cell: str, signals: Signals) -> bool:
    column = signals.column(cell)
    return column is not None and signals.ports[column.name].role.kind is RoleKind.CLOCK


def _samples(
    rows: Sequence[Row], known: Sequence[tuple[int, Column]], signals: Signals, report: Reporter
) -> list[WaveSample] | None:
    """Read the rows; None when one cannot be read, or the time does not grow."""
    body = [row for row in rows[1:] if _TIME.fullmatch(strip_marks(row.cells[0]))]
    bases = _bases(body, known, signals, rows[0].line, report)
    samples: list[WaveSample] = []
    for row in rows[1:]:
        sample = _sample(row, len(rows[0].cells), known, bases, signals, report)
        if sample is None:
            return None
        samples.append(sample)
    for one, other in itertools.pairwise(samples):
        if one.time >= other.time:
            problem = "the time does not grow from row to row"
            report.error("SPEC302", other.line, problem, "correct the time")
            return None
    return samples


def _clocked(waveform: Waveform, signals: Signals) -> Waveform:
    """A row for each cycle: what is shown holds before the edge that ends the cycle."""
    clocks = [p for p in signals.ports.values() if p.role.kind is RoleKind.CLOCK]
    if len(clocks) != 1 or any(c.name == clocks[0].name for c in waveform.columns):
        return waveform
    idle, active = ("1", "0") if clocks[0].role.active_low else ("0", "1")
    samples = []
    for sample in waveform.samples:
        after = tuple(
            bits if signals.is_input(column) else "x" * len(bits)
            for column, bits in zip(waveform.columns, sample.values, strict=True)
        )
        samples += [
            replace(sample, values=(idle, *sample.values)),
            replace(sample, time=sample.time + 0.5, values=(active, *after)),
        ]
    columns = (Column(name=clocks[0].name), *waveform.columns)
    return replace(waveform, columns=columns, samples=tuple(samples))


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
        return dict.fromkeys(bases, 16)
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

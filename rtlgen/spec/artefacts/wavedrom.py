"""WaveDrom drawings (https://wavedrom.com/tutorial.html) as waveforms."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rtlgen.finding import Finding
from rtlgen.spec.artefacts.grid import Reporter
from rtlgen.spec.artefacts.lenient import to_json
from rtlgen.spec.artefacts.values import Signals, base_of, read_value
from rtlgen.spec.model import Artefact, Bits, Column, Port, RoleKind, Waveform, WaveSample
from rtlgen.spec.source import SourceText

_LEVELS = {"0": "0", "1": "1", "l": "0", "h": "1", "L": "0", "H": "1", "d": "0", "u": "1",
           "D": "0", "U": "1", "x": "x", "z": "z"}  # fmt: skip
_CLOCKS = {"p": "10", "P": "10", "n": "01", "N": "01"}
_DATA = "=23456789"
_MAX_HALVES = 20_000
"""Longest drawing, in half ticks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lane:
    """One signal of a drawing."""

    column: Column
    wave: str
    labels: tuple[str, ...]
    period: int
    """Half ticks for each half of a character."""
    phase: int
    """Half ticks by which the drawing is moved to the left."""
    line: int


def read_wavedrom(
    source: SourceText, ports: Sequence[Port]
) -> tuple[tuple[Artefact, ...], tuple[Finding, ...]]:
    """Read a file that holds one drawing."""
    report = Reporter(source)
    found = tuple(read_drawing(source.text, 1, Signals(ports), report))
    return found, tuple(report.findings)


def read_drawing(
    text: str, first_line: int, signals: Signals, report: Reporter
) -> Iterator[Waveform]:
    """Read one drawing.

    Each tick of a clock (`p`, `n`) is two samples: its active level first, in which data that
    changes at the tick follows the edge, then the other level. What follows a gap (`|`) is left
    out: nobody knows how many cycles a gap stands for.

    Args:
        text: JSON, or JavaScript's object literals.
        first_line: Line of the source on which it begins.
        signals: The ports.
        report: Takes what is wrong.
    """
    raw = _lanes(text, first_line, report)
    lanes = [] if raw is None else [_lane(r, text, first_line, signals, report) for r in raw]
    known = [lane for lane in lanes if lane is not None]
    if not known:
        return
    halves: list[list[Bits]] = []
    for lane in known:
        levels = _levels(lane, signals, report)
        if levels is None:
            return
        halves.append(levels)
    length = _length(known, halves, report)
    halves = [levels[:length] + levels[-1:] * (length - len(levels)) for levels in halves]
    yield Waveform(
        columns=tuple(lane.column for lane in known),
        samples=_samples(known, halves, signals), time_unit="ticks",
        column_lines=tuple(lane.line for lane in known),
        source=report.source.at(known[0].line),
    )  # fmt: skip


def _lanes(text: str, first_line: int, report: Reporter) -> list[dict[str, Any]] | None:
    strict = to_json(text)
    try:
        drawing = json.loads(strict)
    except json.JSONDecodeError as error:
        where = f" (column {error.colno})" if strict == text else ""
        report.error(
            "SPEC310", first_line + error.lineno - 1, f"broken WaveDrom JSON: {error.msg}{where}",
            "correct it",
        )  # fmt: skip
        return None
    except (RecursionError, ValueError):  # the latter for numbers of thousands of digits
        report.error("SPEC310", first_line, "broken WaveDrom JSON: nested too deep", "correct it")
        return None
    signal = drawing.get("signal") if isinstance(drawing, dict) else None
    if not isinstance(signal, list):
        report.error(
            "SPEC310", first_line,
            "no WaveDrom drawing: an object with a list 'signal' is needed", "correct it",
        )  # fmt: skip
        return None
    lanes: list[dict[str, Any]] = []
    waiting: list[Any] = list(signal)
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting = [part for part in item if not isinstance(part, str)] + waiting
        elif isinstance(item, dict) and isinstance(item.get("wave"), str) and item["wave"]:
            lanes.append(item)
        elif not isinstance(item, dict) or "wave" in item:
            report.error(
                "SPEC310", first_line, f"broken WaveDrom lane {str(item)[:40]!r}: an object with "
                "the text 'wave' is needed", "correct it",
            )  # fmt: skip
            return None
    return lanes


def _lane(
    raw: dict[str, Any], text: str, first_line: int, signals: Signals, report: Reporter
) -> _Lane | None:
    name = str(raw.get("name", ""))
    line = _line_of(text, first_line, name)
    column = signals.column(name) or signals.alias(name, line, report)
    if column is None:
        report.warning(
            "SPEC311", line, f"the signal {raw.get('name')!r} of the drawing is no port; it was "
            "left out", "add the port or remove it",
        )  # fmt: skip
        return None
    data = raw.get("data", [])
    labels = data.split() if isinstance(data, str) else data if isinstance(data, list) else [data]
    period, phase = _number(raw.get("period", 1)), _number(raw.get("phase", 0))
    if period is None or phase is None or period < 1 or 2 * phase != int(2 * phase) < 0:
        report.warning(
            "SPEC314", line, f"the lane {str(column)!r} has a period or phase that is no number of "
            "half ticks; the lane was left out", "draw it with plain ticks",
        )  # fmt: skip
        return None
    return _Lane(
        column=column, wave=raw["wave"], labels=tuple(str(item) for item in labels),
        period=int(period), phase=int(2 * phase), line=line,
    )  # fmt: skip


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) <= 1000 else None  # type: ignore[arg-type]


def _line_of(text: str, first_line: int, name: str) -> int:
    pattern = re.compile(rf"['\"]{re.escape(name)}['\"]")
    for number, line in enumerate(text.split("\n"), start=first_line):
        if pattern.search(line):
            return number
    return first_line


def _levels(lane: _Lane, signals: Signals, report: Reporter) -> list[Bits] | None:
    """Return the level in each half tick."""
    width = signals.width(lane.column)
    base = _base(lane.labels, width)
    waiting = list(lane.labels)
    halves: list[Bits] = []
    previous = ("x" * width, "x" * width)
    for symbol in lane.wave:
        if symbol in _CLOCKS:
            previous = (_CLOCKS[symbol][0], _CLOCKS[symbol][1])
        elif symbol in _DATA:
            label = waiting.pop(0) if waiting else "x"
            value = _value(label, width, base, lane, report)
            previous = (value, value)
        elif symbol in _LEVELS:
            level = _LEVELS[symbol]
            value = level * width if level in "xz" else level.rjust(width, "0")
            previous = (value, value)
        elif symbol not in "|.":
            report.warning(
                "SPEC314", lane.line, f"the character {symbol!r} in the wave of "
                f"{str(lane.column)!r} has no logic value; the drawing was left out",
                "use 0 1 x z = . p n",
            )  # fmt: skip
            return None
        halves += [level for level in previous for _ in range(lane.period)]
        if len(halves) > _MAX_HALVES:
            report.warning(
                "SPEC314", lane.line, f"the wave of {str(lane.column)!r} has more than "
                f"{_MAX_HALVES} half ticks; the drawing was left out", "draw less",
            )  # fmt: skip
            return None
    return halves[lane.phase :] or halves[-1:]


def _base(labels: Sequence[str], width: int) -> int | None:
    """Base of plain labels; names in a row such as D0, D1, D2 are no numbers."""
    names = [re.fullmatch(r"([A-Za-z])\d{1,2}", label) for label in labels]
    if len(labels) > 1 and all(names) and len({m[1] for m in names if m}) == 1:
        return None
    return base_of(labels, width) or 16


def _value(label: str, width: int, base: int | None, lane: _Lane, report: Reporter) -> Bits:
    """Return the bits of a label; a label that is no value is unknown."""
    value = read_value(label, width, base=base)
    if value is not None:
        return value.replace("-", "x")
    report.note(
        "SPEC319", lane.line, f"the label {label!r} of {str(lane.column)!r} is no value of {width} "
        "bits; it was read as unknown", "write a number",
    )  # fmt: skip
    return "x" * width


def _length(lanes: Sequence[_Lane], halves: Sequence[list[Bits]], report: Reporter) -> int:
    """Half ticks up to the first gap, or to the end of the longest lane."""
    length = max(len(levels) for levels in halves)
    for lane in lanes:
        at = lane.wave.find("|")
        gap = 2 * lane.period * at - lane.phase
        if at >= 0 and gap < length:
            length = max(gap, 1)
            report.note(
                "SPEC314", lane.line, f"the drawing has a gap at tick {gap / 2:g}; what follows "
                "was left out", "draw the cycles that the gap stands for",
            )  # fmt: skip
    return length


def _samples(
    lanes: Sequence[_Lane], halves: Sequence[list[Bits]], signals: Signals
) -> tuple[WaveSample, ...]:
    line = lanes[0].line
    samples: list[WaveSample] = []
    clocks = [
        re.match("[pPnN]", lane.wave) is not None
        and signals.ports[lane.column.name].role.kind is RoleKind.CLOCK
        for lane in lanes
    ]
    if any(clocks):
        # The drawing begins at an edge: the level before it is the other one, all else unknown.
        start = tuple(
            ("1" if levels[0] == "0" else "0") if is_clock else "x" * len(levels[0])
            for levels, is_clock in zip(halves, clocks, strict=True)
        )
        samples.append(WaveSample(time=-0.5, values=start, line=line))
    steps = list(zip(*halves, strict=True))
    samples.append(WaveSample(time=0.0, values=steps[0], line=line))
    for index, (before, now) in enumerate(itertools.pairwise(steps), start=1):
        if index % 2 == 0 or now != before:
            samples.append(WaveSample(time=index / 2, values=now, line=line))
    return tuple(samples)

"""WaveDrom JSON (https://wavedrom.com/tutorial.html) as waveforms."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from rtlgen.finding import Finding
from rtlgen.spec.artefacts.grid import Reporter
from rtlgen.spec.artefacts.values import Signals, base_of, read_value
from rtlgen.spec.model import Artefact, Bits, Column, Port, RoleKind, Waveform, WaveSample
from rtlgen.spec.source import SourceText

_LEVELS = {
    "0": "0",
    "1": "1",
    "l": "0",
    "h": "1",
    "L": "0",
    "H": "1",
    "d": "0",
    "u": "1",
    "x": "x",
    "z": "z",
}
_CLOCKS = {"p": "10", "P": "10", "n": "01", "N": "01"}
_DATA = "=23456789"


def read_wavedrom(
    source: SourceText, ports: Sequence[Port]
) -> tuple[tuple[Artefact, ...], tuple[Finding, ...]]:
    """Read one drawing.

    Each tick of a clock (`p`, `n`) is two samples: its active level first, in which data that
    changes at the tick follows the edge, then the other level.
    """
    report, signals = Reporter(source), Signals(ports)
    lanes = _lanes(source, report)
    known: list[tuple[Column, dict[str, Any], int]] = []
    for lane in lanes:
        line = _line_of(source, str(lane.get("name", "")))
        column = signals.column(str(lane.get("name", "")))
        if column is None:
            report.warning(
                "SPEC311",
                line,
                f"the signal {lane.get('name')!r} of the drawing is no port; it was left out",
                "add the port or remove it",
            )
            continue
        if lane.get("period", 1) != 1 or lane.get("phase", 0) != 0:
            report.warning(
                "SPEC314",
                line,
                f"the lane {str(column)!r} uses period or phase; the drawing was left out",
                "draw it with plain ticks",
            )
            return (), tuple(report.findings)
        known.append((column, lane, line))
    if not known or (report.findings and any(f.code == "SPEC310" for f in report.findings)):
        return (), tuple(report.findings)
    ticks = max(len(lane["wave"]) for _, lane, _ in known)
    halves: list[list[tuple[Bits, Bits]]] = []
    for column, lane, line in known:
        levels = _levels(column, lane, line, ticks, signals, report)
        if levels is None:
            return (), tuple(report.findings)
        halves.append(levels)
    columns = tuple(column for column, _, _ in known)
    waveform = Waveform(
        columns=columns,
        samples=_samples(columns, halves, known, signals),
        time_unit="ticks",
        source=source.at(known[0][2]),
    )
    return (waveform,), tuple(report.findings)


def _lanes(source: SourceText, report: Reporter) -> list[dict[str, Any]]:
    try:
        drawing = json.loads(source.text)
    except json.JSONDecodeError as error:
        report.error(
            "SPEC310",
            error.lineno,
            f"broken WaveDrom JSON: {error.msg} (column {error.colno})",
            "correct it",
        )
        return []
    except RecursionError:
        report.error("SPEC310", 1, "broken WaveDrom JSON: nested too deep", "correct it")
        return []
    signal = drawing.get("signal") if isinstance(drawing, dict) else None
    if not isinstance(signal, list):
        report.error(
            "SPEC310",
            1,
            "no WaveDrom drawing: an object with a list 'signal' is needed",
            "correct it",
        )
        return []
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
                "SPEC310",
                1,
                f"broken WaveDrom lane {str(item)[:40]!r}: an object with "
                "the text 'wave' is needed",
                "correct it",
            )
            return []
    return lanes


def _line_of(source: SourceText, name: str) -> int:
    for number, text in enumerate(source.lines, start=1):
        if f'"{name}"' in text:
            return number
    return 1


def _levels(
    column: Column, lane: dict[str, Any], line: int, ticks: int, signals: Signals, report: Reporter
) -> list[tuple[Bits, Bits]] | None:
    """Return the two halves of each tick."""
    width = signals.width(column)
    data = lane.get("data", [])
    labels = data.split() if isinstance(data, str) else [str(item) for item in data]
    base = base_of(labels, width)
    levels: list[tuple[Bits, Bits]] = []
    previous = ("x" * width, "x" * width)
    for index in range(ticks):
        symbol = lane["wave"][index] if index < len(lane["wave"]) else "."
        if symbol in "|.":
            levels.append(previous)
            continue
        value: Bits | None
        if symbol in _CLOCKS:
            previous = (_CLOCKS[symbol][0], _CLOCKS[symbol][1])
        elif symbol in _DATA:
            label = labels.pop(0) if labels else "x"
            value = read_value(label, width, base=base)
            if value is None:
                report.error(
                    "SPEC302",
                    line,
                    f"the label {label!r} does not fit {str(column)!r} ({width} bits)",
                    "correct it",
                )
                return None
            previous = (value, value)
        elif symbol in _LEVELS:
            value = _LEVELS[symbol] * (width if symbol in "xz" else 1)
            value = value.rjust(width, "0")
            previous = (value, value)
        else:
            report.warning(
                "SPEC314",
                line,
                f"the character {symbol!r} in the wave of "
                f"{str(column)!r} has no logic value; the drawing was left out",
                "use 0 1 x z = . p n",
            )
            return None
        levels.append(previous)
    return levels


def _samples(
    columns: tuple[Column, ...],
    halves: list[list[tuple[Bits, Bits]]],
    known: list[tuple[Column, dict[str, Any], int]],
    signals: Signals,
) -> tuple[WaveSample, ...]:
    line = known[0][2]
    clocked = any(re.match("[pPnN]", lane["wave"]) for _, lane, _ in known)
    samples: list[WaveSample] = []
    if clocked:
        # The drawing begins at an edge: the level before it is the other one, all else unknown.
        start = tuple(
            lane[0][1]
            if signals.ports[c.name].role.kind is RoleKind.CLOCK
            else "x" * len(lane[0][0])
            for c, lane in zip(columns, halves, strict=True)
        )
        samples.append(WaveSample(time=-0.5, values=start, line=line))
    for tick in range(len(halves[0])):
        first = tuple(lane[tick][0] for lane in halves)
        second = tuple(lane[tick][1] for lane in halves)
        samples.append(WaveSample(time=float(tick), values=first, line=line))
        if clocked and second != first:
            samples.append(WaveSample(time=tick + 0.5, values=second, line=line))
    return tuple(samples)

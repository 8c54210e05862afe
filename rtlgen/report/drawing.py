"""Plots and waveforms as SVG that needs nothing from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from rtlgen.verdict import TraceStep

_WIDTH, _HEIGHT, _LEFT, _TOP = 560, 260, 56, 36
_STEP, _LANE, _NAMES = 28, 26, 150
_LINE = 14
"""Height of a line of text."""
_MOST_STEPS = 24
"""Steps of a waveform that are shown, the last ones."""


def scatter(points: Mapping[str, tuple[float, float]], x_name: str, y_name: str) -> str:
    """Draw named points; y is a share from 0 to 1."""
    most = max((x for x, _ in points.values()), default=0.0) or 1.0
    parts = [_frame(x_name, y_name, f"{most:.3g}")]
    taken: list[tuple[float, float]] = []
    for name, (x, y) in points.items():
        left, top = _place(x / most, y)
        line = top + 4
        while any(abs(line - other) < _LINE and abs(left - at) < _NAMES for at, other in taken):
            line += 1  # names of points that lie close stand below each other
        taken.append((left, line))
        parts.append(
            f'<circle cx="{left:.1f}" cy="{top:.1f}" r="5"/>'
            f'<text x="{left + 8:.1f}" y="{line:.1f}">{escape(name)}</text>'
        )
    return _svg(_WIDTH + 160, _HEIGHT + 40, "plot", parts)


def bars(values: Mapping[str, float], unit: str) -> str:
    """Draw a bar for each name."""
    most = max(values.values(), default=0.0) or 1.0
    parts = []
    for row, (name, value) in enumerate(values.items()):
        top = row * _LANE
        width = 300 * value / most
        parts.append(
            f'<text x="{_NAMES + 40}" y="{top + 17}" class="name">{escape(name)}</text>'
            f'<rect x="{_NAMES + 48}" y="{top + 5}" width="{width:.1f}" height="16"/>'
            f'<text x="{_NAMES + 54 + width:.1f}" y="{top + 17}">{value:.3g} {escape(unit)}</text>'
        )
    return _svg(_WIDTH, max(1, len(values)) * _LANE + 8, "bars", parts)


def waveform(steps: Sequence[TraceStep]) -> str:
    """Draw the end of a trace: inputs as driven, outputs as expected and as they came."""
    shown = _lanes(steps)
    first = max(0, len(steps) - _MOST_STEPS)
    parts = []
    for row, (name, kind, values) in enumerate(shown):
        top = row * _LANE + 4
        parts.append(f'<text x="{_NAMES - 8}" y="{top + 14}" class="name">{escape(name)}</text>')
        parts.append(f'<g class="{kind}">{_lane(values[first:], top)}</g>')
    width = _NAMES + _STEP * (len(steps) - first) + 8
    return _svg(width, len(shown) * _LANE + 8, "waveform", parts)


def _lanes(steps: Sequence[TraceStep]) -> list[tuple[str, str, list[str]]]:
    """(name, kind, bits after each step) of all signals; levels hold until they change."""
    inputs = list(dict.fromkeys(name for step in steps for name, _ in step.inputs))
    outputs = list(dict.fromkeys(name for step in steps for name, _ in step.expected))
    lanes = []
    for name in inputs:
        values, level = [], "x"
        for step in steps:
            level = dict(step.inputs).get(name, level)
            values.append(level)
        lanes.append((name, "input", values))
    for name in outputs:
        expected = [dict(step.expected).get(name, "") for step in steps]
        got = [dict(step.got).get(name, "") for step in steps]
        lanes.append((f"{name} expected", "expected", expected))
        if any(got):
            lanes.append((f"{name} got", "got", got))
    return lanes


def _lane(values: Sequence[str], top: int) -> str:
    """One bit as a line, several as boxes with their value."""
    if all(len(value) <= 1 for value in values):
        return _line(values, top)
    parts, start = [], 0
    for at in range(1, len(values) + 1):
        if at == len(values) or values[at] != values[start]:
            if values[start]:
                parts.append(_box(values[start], start, at, top))
            start = at
    return "".join(parts)


def _line(values: Sequence[str], top: int) -> str:
    heights = {"1": top + 2, "0": top + 18, "x": top + 10, "z": top + 10, "-": top + 10}
    points, parts = [], []
    for at, value in enumerate([*values, ""]):
        if value:
            height = heights[value]
            points += [f"{_NAMES + at * _STEP},{height}", f"{_NAMES + (at + 1) * _STEP},{height}"]
        elif points:
            parts.append(f'<polyline points="{" ".join(points)}"/>')
            points = []
    return "".join(parts)


def _box(value: str, start: int, stop: int, top: int) -> str:
    left, width = _NAMES + start * _STEP, (stop - start) * _STEP
    shown = value if set(value) - {"0", "1"} else f"{int(value, 2):x}"
    return (
        f'<rect x="{left}" y="{top + 2}" width="{width}" height="16"/>'
        f'<text x="{left + 4}" y="{top + 14}">{escape(shown)}</text>'
    )


def _frame(x_name: str, y_name: str, most: str) -> str:
    right, bottom = _place(1, 0)
    return (
        f'<path d="M{_LEFT},{_TOP} V{bottom} H{right}" class="axis"/>'
        f'<text x="{_LEFT - 8}" y="{_TOP + 6}" class="name">100 %</text>'
        f'<text x="{_LEFT - 8}" y="{bottom}" class="name">0</text>'
        f'<text x="{right}" y="{bottom + 18}" class="name">{escape(most)}</text>'
        f'<text x="{(_LEFT + right) / 2}" y="{bottom + 18}">{escape(x_name)}</text>'
        f'<text x="{_LEFT - 8}" y="{_TOP - 18}">{escape(y_name)}</text>'
    )


def _place(x: float, y: float) -> tuple[float, float]:
    return _LEFT + x * (_WIDTH - _LEFT - 16), _TOP + (1 - y) * (_HEIGHT - _TOP - 24)


def _svg(width: float, height: float, kind: str, parts: Sequence[str]) -> str:
    return (
        f'<svg class="{kind}" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" role="img">{"".join(parts)}</svg>'
    )

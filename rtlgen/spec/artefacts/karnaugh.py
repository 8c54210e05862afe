"""Karnaugh maps as text, with pipes or as a Markdown table."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.spec.artefacts.grid import Block, Reporter
from rtlgen.spec.artefacts.values import Signals, strip_marks
from rtlgen.spec.model import Column, Direction, KarnaughMap

_CELL_ROW = re.compile(
    r"^\s*\|?\s*(?P<code>[01]{1,4})\s*\|(?P<cells>(?:\s*[01dxDX?*-]\s*\|)*\s*[01dxDX?*-]\s*\|?)\s*$"
)
_CODES = re.compile(r"(?<![\w'\[])[01]{1,4}(?![\w'\]])")
_RULE = re.compile(r"^[\s|:+=-]+$")


@dataclass(frozen=True, slots=True)
class _Head:
    row_text: str
    column_text: str
    codes: tuple[str, ...]
    line: int


def looks_like_karnaugh(block: Block) -> bool:
    """Whether a block holds rows of a Karnaugh map under a head of column codes."""
    rows = [i for i, (_, text) in enumerate(block.lines) if _CELL_ROW.match(text)]
    return len(rows) >= 2 and _head(block, rows[0]) is not None


def read_karnaugh(block: Block, signals: Signals, report: Reporter) -> KarnaughMap | None:
    """Read the map of a block; what is wrong with it is reported."""
    indices = [i for i, (_, text) in enumerate(block.lines) if _CELL_ROW.match(text)]
    head = _head(block, indices[0])
    if head is None:
        return None
    rows = []
    for index in indices:
        number, text = block.lines[index]
        match = _CELL_ROW.match(text)
        if match:
            rows.append((match["code"], re.findall(r"[01dxDX?*-]", match["cells"]), number))
    row_variables = signals.columns(head.row_text)
    column_variables = signals.columns(head.column_text)
    if not _fits(row_variables, rows[0][0], signals) or not _fits(
        column_variables, head.codes[0], signals
    ):
        report.warning(
            "SPEC307", head.line,
            f"the variables of the Karnaugh map cannot be read ({head.row_text!r} beside the rows, "
            f"{head.column_text!r} above the columns)", "name input ports there",
        )  # fmt: skip
        return None
    if not (_is_gray([r[0] for r in rows], rows[0][2], "rows", report)
            and _is_gray(head.codes, head.line, "columns", report)):  # fmt: skip
        return None
    cells: list[tuple[str, str, str]] = []
    for code, values, line in rows:
        if len(values) != len(head.codes):
            report.error("SPEC302", line, f"the row has {len(values)} cells, the Karnaugh map "
                         f"{len(head.codes)} columns", "correct the row")  # fmt: skip
            return None
        cells += [
            (code, column, value if value in "01" else "-")
            for column, value in zip(head.codes, values, strict=True)
        ]
    output = _output(block, signals)
    if output is None:
        report.warning("SPEC307", head.line, "the text does not say which output the Karnaugh map "
                       "shows", "name the output in the line above the map")  # fmt: skip
        return None
    return KarnaughMap(
        row_variables=row_variables or (), column_variables=column_variables or (), output=output,
        cells=tuple(cells), source=report.source.at(head.line),
    )  # fmt: skip


def _fits(columns: tuple[Column, ...] | None, code: str, signals: Signals) -> bool:
    if not columns or not all(signals.is_input(column) for column in columns):
        return False
    return sum(signals.width(column) for column in columns) == len(code)


def _head(block: Block, first: int) -> _Head | None:
    """Find the line of the column codes above the rows, and the names of the variables."""
    above = [(n, t) for n, t in block.lines[:first] if not _RULE.match(t)]
    if not above:
        return None
    line, text = above[-1]
    plain = strip_marks(text.replace("|", " "))
    codes = tuple(_CODES.findall(plain))
    if len(codes) < 2:
        return None
    before = plain[: plain.find(codes[0])].strip()
    if before and (parts := re.split(r"\s*[\\/]\s*", before)) and len(parts) == 2:
        return _Head(parts[0], parts[1], codes, line)
    column_text = strip_marks(above[-2][1].replace("|", " ")) if len(above) > 1 else ""
    # `cd \ ab` may also stand in the line above, or row names at its beginning.
    words = re.split(r"\s{2,}|\s*[\\/]\s*", column_text.strip())
    if not before and len(words) == 2:
        return _Head(words[0], words[1], codes, line)
    return _Head(before, words[-1] if words else "", codes, line)


def _is_gray(codes: Sequence[str], line: int, what: str, report: Reporter) -> bool:
    width = len(codes[0])
    if len({*codes}) != len(codes) or any(len(c) != width for c in codes):
        report.error("SPEC306", line, f"the {what} of the Karnaugh map are {', '.join(codes)}: a "
                     "code is doubled or has another length", "write each code once")  # fmt: skip
        return False
    ring = [*codes, codes[0]] if len(codes) > 2 else list(codes)
    for one, other in itertools.pairwise(ring):
        if sum(a != b for a, b in zip(one, other, strict=True)) != 1:
            report.error(
                "SPEC306", line,
                f"the {what} of the Karnaugh map are not in Gray order: {one} and {other} are "
                "neighbours but differ in more than one bit", "order them 00, 01, 11, 10",
            )  # fmt: skip
            return False
    if len(codes) != 1 << width:
        report.error("SPEC302", line, f"the Karnaugh map has {len(codes)} of {1 << width} {what}",
                     "add the missing ones")  # fmt: skip
        return False
    return True


def _output(block: Block, signals: Signals) -> Column | None:
    outputs = [p for p in signals.ports.values() if p.direction is Direction.OUTPUT]
    if len(outputs) == 1 and outputs[0].width == 1:
        return Column(name=outputs[0].name)
    names = {p.name for p in outputs}
    for text in reversed([*block.before, *(t for _, t in block.lines[:2])]):
        for word in re.findall(r"[A-Za-z_]\w*(?:\[\d+\])?", strip_marks(text)):
            column = signals.column(word)
            if column and column.name in names and signals.width(column) == 1:
                return column
    return None

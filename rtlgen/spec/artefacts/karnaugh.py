r"""Karnaugh maps as text: drawn with lines, aligned by spaces, or as Markdown tables.

A map is a head of column labels over rows that begin with a label. A label is a code (`01`), an
assignment (`ab=01`) or a product of literals (`a'b`). What the labels do not say about the
variables stands in the corner (`cd\ab`), before the first label, or in the sentence above.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.spec.artefacts.context import condition_above
from rtlgen.spec.artefacts.grid import Block, Reporter, is_rule
from rtlgen.spec.artefacts.values import Signals, strip_marks
from rtlgen.spec.model import Bits, Column, Direction, KarnaughMap

_VALUES = {"0": "0", "1": "1"} | dict.fromkeys(["d", "x", "?", "*", "-", "φ", "ø", "∅", "dc"], "-")
_MAX_LABEL = 16
_CODE = re.compile(r"[01]{1,4}")
_ASSIGNED = re.compile(
    r"(?P<names>[A-Za-z_][\w\[\]]*(?:[\s,]*[A-Za-z_][\w\[\]]*)*)\s*=\s*(?P<code>[01]{1,4})"
)
_LITERAL = re.compile(r"(?P<not>[~!¬/]?)\s*(?P<name>[A-Za-z_]\w*?(?:\[\d+\])?)(?P<prime>['’]?)")
_CORNER = re.compile(r"(?P<rows>[^\\/]+?)\s*[\\/]+\s*(?P<columns>[^\\/]+)")
_CAPTION = re.compile(
    r"\b(?P<a>rows?|columns?|cols?)\b(?:\s+(?:are|is|by|for|=))?\s*[:(]?\s*(?P<x>[A-Za-z][\w, ]*?)"
    r"\s*(?=[,;.)]|\band\b|\bcol|\brow|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a map, cut into its label and what follows."""

    number: int
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A map as it stands in the text."""

    line: int
    columns: tuple[str, ...]
    rows: tuple[_Line, ...]
    corner: str
    """What stands left of the column labels."""
    above: str
    """The line above the column labels."""
    beside: str
    """What stands before the label of the first row."""


def looks_like_karnaugh(block: Block) -> bool:
    """Whether a block holds a head of codes over rows of a Karnaugh map."""
    return _draft(block) is not None


def read_karnaugh(block: Block, signals: Signals, report: Reporter) -> KarnaughMap | None:
    """Read the map of a block; what is wrong with it is reported."""
    draft = _draft(block)
    if draft is None:
        return None
    labels = [line.label for line in draft.rows]
    row_codes, row_names = _codes(labels, signals)
    column_codes, column_names = _codes(draft.columns, signals)
    rows, columns = _variables(draft, block, row_names, column_names, signals)
    if not _fits(rows, row_codes[0], signals) or not _fits(columns, column_codes[0], signals):
        rows, columns = columns, rows  # `ab\cd` is written with either first
    if not _fits(rows, row_codes[0], signals) or not _fits(columns, column_codes[0], signals):
        report.warning(
            "SPEC307", draft.line,
            f"the variables of the Karnaugh map cannot be read ({draft.beside or draft.corner!r} "
            f"beside the rows, {draft.above!r} above the columns)", "name input ports there",
        )  # fmt: skip
        return None
    if not (_is_gray(row_codes, draft.rows[0].number, "rows", report)
            and _is_gray(column_codes, draft.line, "columns", report)):  # fmt: skip
        return None
    cells = _cells(draft, row_codes, column_codes, report)
    if cells is None:
        return None
    output = _output(block, signals)
    if output is None:
        report.warning("SPEC307", draft.line, "the text does not say which output the Karnaugh map "
                       "shows", "name the output in the line above the map")  # fmt: skip
        return None
    return KarnaughMap(
        row_variables=rows or (), column_variables=columns or (), output=output, cells=cells,
        condition=condition_above(block, (*(rows or ()), *(columns or ())), signals),
        row_lines=tuple(zip(row_codes, (line.number for line in draft.rows), strict=True)),
        source=report.source.at(draft.line),
    )  # fmt: skip


def _draft(block: Block) -> _Draft | None:
    """Find the head: the first line of column labels with rows of that many cells below it."""
    lines = [(number, text) for number, text in block.lines if not is_rule(text)]
    for index, (number, text) in enumerate(lines[:-1]):
        for corner, columns in _heads(text):
            rows = _rows(lines[index + 1 :], len(columns))
            if len(rows) < 2 or len(rows[0].cells) != len(columns):
                continue
            above = strip_marks(lines[index - 1][1].replace("|", " ")) if index else ""
            beside = _before_label(lines[index + 1][1], rows[0].label)
            return _Draft(number, columns, rows, corner, above, beside)
    return None


def _heads(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return (corner, labels) in the ways in which a line can be a head of labels."""
    found = []
    if "|" in text:
        parts = _piped(text)
        heads = [("".join(parts[:start]), tuple(parts[start:])) for start in (1, 0)]
        found += [head for head in heads if _are_labels(head[1])]
    words = strip_marks(text.replace("|", " ")).split()
    count = next((i for i, w in enumerate(reversed(words)) if not _CODE.fullmatch(w)), len(words))
    if len(set(words[len(words) - count :])) == count >= 2:
        found.append((" ".join(words[: len(words) - count]), tuple(words[len(words) - count :])))
    # A code or a mark in the corner: this is a row of a truth table.
    return [head for head in found if not re.search(r"(?<![\w\[])(?:[01]+|[-*?])(?!\w)", head[0])]


def _rows(lines: Sequence[tuple[int, str]], count: int) -> tuple[_Line, ...]:
    rows = []
    for number, text in lines:
        line = _row(number, text, count)
        if line is None:
            break
        rows.append(line)
    return tuple(rows)


def _row(number: int, text: str, count: int) -> _Line | None:
    """Cut a line into a label and cells; blank cells only between bars."""
    if "|" in text:
        label, *cells = _piped(text)
        if not _is_label(label):
            label = label.split()[-1] if label.split() else ""
        if len(cells) == count + 1 and not cells[-1]:
            cells = cells[:-1]
        is_row = all(cell.lower() in _VALUES or not cell for cell in cells) and any(cells)
        return _Line(number, label, tuple(cells)) if is_row and _is_label(label) else None
    words = [strip_marks(word) for word in text.split()]
    label, cells = (words[-count - 1], words[-count:]) if len(words) > count else ("", [])
    is_row = bool(_CODE.fullmatch(label)) and all(cell.lower() in _VALUES for cell in cells)
    return _Line(number, label, tuple(cells)) if is_row else None


def _piped(text: str) -> list[str]:
    body = text.strip()
    body = body.removeprefix("|")
    body = body.removesuffix("|")
    return [strip_marks(part) for part in body.split("|")]


def _are_labels(texts: Sequence[str]) -> bool:
    """Whether texts are labels of columns: all different, all over the same variables."""
    if len(texts) < 2 or len(set(texts)) != len(texts) or not all(map(_is_label, texts)):
        return False
    if all(_CODE.fullmatch(text) or _ASSIGNED.fullmatch(text) for text in texts):
        return True
    return len({re.sub(r"[\s~!¬/'’]", "", text) for text in texts}) == 1


def _is_label(text: str) -> bool:
    if len(text) > _MAX_LABEL:
        return False
    if _CODE.fullmatch(text) or _ASSIGNED.fullmatch(text):
        return True
    return re.fullmatch(r"(?:\s*[~!¬/]?[A-Za-z]\w?['’]?)+", text) is not None


def _before_label(text: str, label: str) -> str:
    return strip_marks(text.replace("|", " ")).partition(label)[0].strip()


def _codes(
    labels: Sequence[str], signals: Signals
) -> tuple[tuple[Bits, ...], tuple[Column, ...] | None]:
    """Return the codes of labels, and the variables when the labels name them."""
    if all(_CODE.fullmatch(label) for label in labels):
        return tuple(labels), None
    found: list[tuple[Bits, tuple[Column, ...]]] = []
    for label in labels:
        if assigned := _ASSIGNED.fullmatch(label):
            names = signals.columns(assigned["names"]) or ()
            found.append((assigned["code"], names))
            continue
        literals = _literals(label, signals)
        if literals is None:
            return tuple("" for _ in labels), None
        found.append(("".join(bit for _, bit in literals), tuple(c for c, _ in literals)))
    names = found[0][1]
    if any(other != names for _, other in found):
        return tuple("" for _ in labels), None
    return tuple(code for code, _ in found), names


def _literals(label: str, signals: Signals) -> list[tuple[Column, str]] | None:
    """Read `a'b`, `~a b` or `a!b` over single-bit ports."""
    found: list[tuple[Column, str]] = []
    rest = label.replace("&", " ").replace("·", " ").strip()
    while rest:
        for stop in range(len(rest), 0, -1):
            match = _LITERAL.fullmatch(rest[:stop])
            column = signals.column(match["name"]) if match else None
            if match is not None and column is not None:
                found.append((column, "0" if match["not"] or match["prime"] else "1"))
                rest = rest[stop:].strip()
                break
        else:
            return None
    return found or None


def _variables(
    draft: _Draft, block: Block, row_names: tuple[Column, ...] | None,
    column_names: tuple[Column, ...] | None, signals: Signals,
) -> tuple[tuple[Column, ...] | None, tuple[Column, ...] | None]:  # fmt: skip
    """Return the variables of rows and columns, from the nearest place that names them."""
    places: list[tuple[str, str]] = []
    corners = (draft.corner, f"{draft.above} {draft.corner}".strip(), draft.above)
    places += [(m["rows"], m["columns"]) for c in corners if (m := _CORNER.fullmatch(c))]
    # `cd \` in the head's line belongs to the `\ ab` above it.
    corner, above = (text.strip("\\/ ") for text in (draft.corner, draft.above))
    words = re.split(r"\s{2,}", above)
    places += [(draft.beside, corner), (corner, words[-1]), (draft.beside, words[-1])]
    places += [(words[0], words[-1])]
    places += _captions([*block.before, *(text for _, text in block.lines)])
    rows, columns = row_names, column_names
    for beside, over in places:
        rows = row_names or signals.columns(beside.strip("\\/ "))
        columns = column_names or signals.columns(over.strip("\\/ "))
        if rows and columns:
            break
    return rows, columns


def _captions(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Read `rows cd, columns ab` in a sentence."""
    sides: dict[str, str] = {}
    for text in texts:
        for match in _CAPTION.finditer(strip_marks(text)):
            sides.setdefault(match["a"].lower()[0], match["x"])
    return [(sides["r"], sides["c"])] if len(sides) == 2 else []


def _fits(columns: tuple[Column, ...] | None, code: str, signals: Signals) -> bool:
    if not columns or not all(signals.is_input(column) for column in columns):
        return False
    return sum(signals.width(column) for column in columns) == len(code)


def _cells(
    draft: _Draft, rows: Sequence[Bits], columns: Sequence[Bits], report: Reporter
) -> tuple[tuple[Bits, Bits, str], ...] | None:
    for line in draft.rows:
        if len(line.cells) != len(columns):
            report.error(
                "SPEC302", line.number, f"the row has {len(line.cells)} cells, the Karnaugh map "
                f"{len(columns)} columns", "correct the row",
            )  # fmt: skip
            return None
    cells = tuple(
        (code, column, _VALUES[value.lower()] if value else "0")
        for line, code in zip(draft.rows, rows, strict=True)
        for column, value in zip(columns, line.cells, strict=True)
    )
    has_blank = any(not value for line in draft.rows for value in line.cells)
    if has_blank:
        report.note("SPEC318", draft.line, "blank cells of the Karnaugh map were read as 0",
                    "write 0, or - where any value will do")  # fmt: skip
    return cells


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

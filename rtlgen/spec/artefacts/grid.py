"""Blocks of lines that look like tables, cut into cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rtlgen.finding import Finding, Severity
from rtlgen.spec.source import SourceText

_RULE = re.compile(r"^[\s|:+=-]*[-=][\s|:+=-]*$")
_ARROW = re.compile(r"\s(?:-+>|=+>|[→⇒⟶↦])\s")
_BOX = str.maketrans("│┃║╎┆┊─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╭╮╰╯−", "||||||---++++++++++++++++++++++-")


@dataclass(frozen=True, slots=True)
class Row:
    """One line, cut into cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines without a blank line between them."""

    lines: tuple[tuple[int, str], ...]
    before: tuple[str, ...]
    """The few lines of prose that stand before, nearest last."""


def blocks(prose: Sequence[tuple[int, str]]) -> Iterator[Block]:
    """Cut the lines of a document at blank lines and at code."""
    current: list[tuple[int, str]] = []
    before: list[str] = []
    previous = 0
    for number, line in prose:
        text = plain(line)
        if current and (not text.strip() or number != previous + 1):
            yield Block(tuple(current), tuple(before[-4:]))
            before += [t for _, t in current]
            current = []
        if text.strip():
            current.append((number, text))
        previous = number
    if current:
        yield Block(tuple(current), tuple(before[-4:]))


def plain(text: str) -> str:
    """Write the lines of a drawn box as `|`, `-` and `+`."""
    return text.translate(_BOX)


def is_rule(text: str) -> bool:
    """Whether a line only separates others."""
    return _RULE.match(text) is not None


def pipe_rows(lines: Sequence[tuple[int, str]]) -> list[Row]:
    """Cut lines at `|`; rules of dashes are dropped, as are the marks at both ends."""
    rows = []
    for number, text in lines:
        if "|" not in text or is_rule(text):
            continue
        body = text.strip()
        body = body[1:] if body.startswith("|") else body
        body = body[:-1] if body.endswith("|") else body
        rows.append(Row(number, tuple(cell.strip() for cell in body.split("|"))))
    return _without_empty_columns(rows)


def _without_empty_columns(rows: list[Row]) -> list[Row]:
    """Drop what `||` leaves between two groups of columns."""
    width = len(rows[0].cells) if rows else 0
    if any(len(row.cells) != width for row in rows):
        return rows
    kept = [i for i in range(width) if any(row.cells[i] for row in rows)]
    return [Row(row.line, tuple(row.cells[i] for i in kept)) for row in rows]


def arrow_rows(lines: Sequence[tuple[int, str]]) -> list[Row]:
    """Cut lines such as `0 1 -> 1 0` at their one arrow; empty when a line has another number."""
    body = [(n, t) for n, t in lines if not is_rule(t)]
    parts = [_ARROW.split(f" {text} ") for _, text in body]
    if any(len(cells) != 2 for cells in parts):
        return []
    return [Row(n, (a.strip(), b.strip())) for (n, _), (a, b) in zip(body, parts, strict=True)]


def comma_rows(lines: Sequence[tuple[int, str]]) -> list[Row]:
    """Cut lines at commas, semicolons or tabs; empty when they are no table."""
    for separator in (",", ";", "\t"):
        rows = [Row(n, tuple(c.strip() for c in t.split(separator))) for n, t in lines if t.strip()]
        if len(rows) >= 2 and len(rows[0].cells) >= 2 and len({len(r.cells) for r in rows}) == 1:
            return rows
    return []


def transposed(rows: Sequence[Row]) -> list[Row]:
    """Turn a table on its side: one row per signal becomes one column per signal."""
    if len({len(row.cells) for row in rows}) != 1:
        return []
    line = rows[0].line
    return [Row(line, cells) for cells in zip(*(row.cells for row in rows), strict=True)]


def space_rows(lines: Sequence[tuple[int, str]]) -> list[Row]:
    """Cut lines at runs of spaces."""
    return [Row(n, tuple(t.split())) for n, t in lines if not is_rule(t)]


def csv_rows(lines: Sequence[str], first: int) -> list[Row]:
    """Cut lines of CSV, the first of which has the number `first`.

    Empty lines and `#` comments are dropped; a file that is no CSV has no rows.
    """
    try:
        dialect = csv.Sniffer().sniff("\n".join(lines)[:4096], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    reader = csv.reader(lines, dialect)
    try:
        return [
            Row(first + reader.line_num - 1, tuple(cell.strip() for cell in cells))
            for cells in reader
            if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#")
        ]
    except csv.Error:  # a cell beyond the limit of Python's reader
        return []


class Reporter:
    """Collects the findings about one source."""

    def __init__(self, source: SourceText) -> None:
        """Collect for `source`."""
        self.source = source
        self.findings: list[Finding] = []

    def __call__(
        self, severity: Severity, code: str, line: int, message: str, remedy: str = ""
    ) -> None:
        """Add a finding at a line."""
        self.findings.append(
            Finding(
                code=code, severity=severity, message=message, path=self.source.path, line=line,
                remedy=remedy,
            )
        )  # fmt: skip

    def error(self, code: str, line: int, message: str, remedy: str = "") -> None:
        """Add a finding that makes the specification unusable."""
        self(Severity.ERROR, code, line, message, remedy)

    def warning(self, code: str, line: int, message: str, remedy: str = "") -> None:
        """Add a finding that a user should act on."""
        self(Severity.WARNING, code, line, message, remedy)

    def note(self, code: str, line: int, message: str, remedy: str = "") -> None:
        """Add a finding that tells what was assumed."""
        self(Severity.NOTE, code, line, message, remedy)

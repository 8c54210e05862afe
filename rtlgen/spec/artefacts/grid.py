"""Blocks of lines that look like tables, cut into cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rtlgen.finding import Finding, Severity
from rtlgen.spec.source import SourceText

_RULE = re.compile(r"^[\s|:+=-]*-[\s|:+=-]*$")


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
    for number, text in prose:
        if current and (not text.strip() or number != previous + 1):
            yield Block(tuple(current), tuple(before[-4:]))
            before += [t for _, t in current]
            current = []
        if text.strip():
            current.append((number, text))
        previous = number
    if current:
        yield Block(tuple(current), tuple(before[-4:]))


def pipe_rows(lines: Sequence[tuple[int, str]]) -> list[Row]:
    """Cut lines at `|`; rules of dashes are dropped, as are the marks at both ends."""
    rows = []
    for number, text in lines:
        if "|" not in text or _RULE.match(text):
            continue
        body = text.strip()
        body = body[1:] if body.startswith("|") else body
        body = body[:-1] if body.endswith("|") else body
        rows.append(Row(number, tuple(cell.strip() for cell in body.split("|"))))
    return rows


def space_rows(lines: Sequence[tuple[int, str]]) -> list[Row]:
    """Cut lines at runs of spaces."""
    return [Row(n, tuple(t.split())) for n, t in lines if not _RULE.match(t)]


def csv_rows(source: SourceText) -> list[Row]:
    """Cut the lines of a CSV file; empty lines and `#` comments are dropped."""
    try:
        dialect = csv.Sniffer().sniff(source.text[:4096], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    reader = csv.reader(source.lines, dialect)
    return [
        Row(reader.line_num, tuple(cell.strip() for cell in cells))
        for cells in reader
        if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#")
    ]


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

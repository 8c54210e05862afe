"""A text that was refused, with what was said against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rtlgen.finding import Finding, Severity
from rtlgen.mutation.edit import Change, Edit
from rtlgen.spec.model import Port

_NOT_CODE: Final = re.compile(r'//[^\n]*|/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"?', re.DOTALL)
_SLANG: Final = re.compile(r"\[slang: (?P<name>[\w-]+)\]$")
_MODULE: Final = re.compile(r"\bmodule\s+(?:automatic\s+)?(?P<name>[A-Za-z_]\w*)")
_END: Final = re.compile(r"\bendmodule\b(?:\s*:\s*\w+)?")
_WORD: Final = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A module in the text: bytes `start` up to `stop`."""

    name: str
    start: int
    body: int
    """The first byte behind the name."""
    stop: int


# No slots: `cached_property` needs a dictionary. All patterns take time that grows with the length
# of a text, not with its square: texts may be hostile, and are read in this process.
@dataclass(frozen=True, kw_only=True)
class Refused:
    """A refused text. Places are bytes; the views hold one character for each byte."""

    verilog: str
    findings: tuple[Finding, ...]
    top: str | None
    """The module that is wanted."""
    ports: tuple[Port, ...] | None
    """The interface that is wanted; None = nothing fixes it."""

    @cached_property
    def view(self) -> str:
        """The text, one character for each byte of its UTF-8."""
        return self.verilog.encode().decode("latin-1")

    @cached_property
    def code(self) -> str:
        """The view with spaces for comments and strings."""
        return _NOT_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), self.view)

    @cached_property
    def errors(self) -> tuple[Finding, ...]:
        """What lint refused the text for."""
        return tuple(item for item in self.findings if item.severity is Severity.ERROR)

    def said(self, *names: str) -> tuple[Finding, ...]:
        """Return the findings of these rule codes, or names of pyslang's diagnostics."""
        return tuple(f for f in self.findings if f.code in names or name_of(f) in names)

    def place(self, finding: Finding) -> int | None:
        """Return the byte that a finding points to; None where it points to no column."""
        if finding.line is None or finding.column is None:
            return None
        lines = self.view.split("\n", finding.line)
        return sum(len(line) + 1 for line in lines[: finding.line - 1]) + finding.column - 1

    def word(self, finding: Finding) -> str | None:
        """Return the name that a finding points to."""
        at = self.place(finding)
        match = None if at is None else _WORD.match(self.code, at)
        return match.group() if match else None

    def line(self, at: int) -> int:
        """Return the 1-based line of a byte."""
        return self.view.count("\n", 0, at) + 1

    @cached_property
    def modules(self) -> tuple[Region, ...]:
        """The modules in the order of the text; one that is cut off ends with the text."""
        found = []
        starts = list(_MODULE.finditer(self.code))
        for index, match in enumerate(starts):
            limit = starts[index + 1].start() if index + 1 < len(starts) else len(self.code)
            end = _END.search(self.code, match.end(), limit)
            stop = end.end() if end else limit
            found.append(
                Region(name=match["name"], start=match.start(), body=match.end(), stop=stop)
            )
        return tuple(found)

    def module_at(self, at: int) -> Region | None:
        """Return the module around a byte."""
        return next((m for m in self.modules if m.start <= at < m.stop), None)

    def change(self, edits: list[Edit], description: str) -> Change:
        """Return edits as a change that is told at the line of the first one."""
        first = min(edit.start for edit in edits)
        return Change(edits=tuple(edits), line=self.line(first), description=description)


Find = Callable[[Refused], Iterator[Change]]
"""Yields the changes that may put a text right, the likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One kind of mistake, and how it is put right."""

    find: Find
    against: tuple[str, ...] = ()
    """Rule codes or diagnostics of which there must be fewer afterwards; empty = any error."""

    def count(self, findings: tuple[Finding, ...]) -> int:
        """Return how many findings there are of the kind that this fix is against."""
        if not self.against:
            return sum(item.severity is Severity.ERROR for item in findings)
        return sum(f.code in self.against or name_of(f) in self.against for f in findings)


def name_of(finding: Finding) -> str | None:
    """Return pyslang's name of a finding; None where it comes from elsewhere."""
    match = _SLANG.search(finding.message)
    return match["name"] if match else None


def cut(start: int, stop: int, text: str = "") -> Edit:
    """Return the edit that writes `text`, or nothing, for the bytes from `start` up to `stop`."""
    return Edit(start=start, stop=stop, text=text)

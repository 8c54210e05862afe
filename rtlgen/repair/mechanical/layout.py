"""Where declarations stand in a text that no parser accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rtlgen.mutation.edit import Edit
from rtlgen.repair.mechanical.refused import Refused, Region, cut

_ITEM: Final = re.compile(
    r"\s*(?P<head>(?:output|input|inout|wire|tri|reg|logic|integer|genvar)\b"
    r"(?:\s*(?:wire|reg|logic|integer|signed|unsigned)\b)*(?:\s*\[[^\][]*\])*)?"
    r"\s*(?P<name>[A-Za-z_]\w*)(?P<rest>[^;]*)"
)
_STATEMENT: Final = re.compile(
    r"\b(?:output|input|inout|wire|tri|reg|logic|integer|genvar)\b[^;()]{0,4000};"
)
_BRACKETS: Final = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One name of a declaration, from behind the sign before it to the sign behind it."""

    start: int
    stop: int
    name: str
    rest: str
    """What follows the name: dimensions, an initial value."""
    gap: str
    """A space, where none stands before the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """Names that are declared with one head: `output reg [3:0]`, in a header or as a statement."""

    head: str
    head_start: int
    head_stop: int
    items: tuple[Item, ...]
    separator: str
    """`,` in a header, `;` between statements."""
    stop: int
    """The first byte behind it."""

    def item(self, name: str) -> int | None:
        """Return the number of a name."""
        return next((n for n, item in enumerate(self.items) if item.name == name), None)

    def retyped(self, name: str, head: str) -> list[Edit]:
        """Return the edits that give one name another head, and leave the others theirs."""
        number = self.item(name)
        last = len(self.items) - 1
        edits = []
        if number == 0:
            edits.append(cut(self.head_start, self.head_stop, head))
        elif number is not None:
            before = self.items[number].start - 1
            edits.append(
                cut(before, before + 1, f"{self.separator} {head}{self.items[number].gap}")
            )
        if number is not None and number < last:
            behind, gap = self.items[number].stop, self.items[number + 1].gap
            edits.append(cut(behind, behind + 1, f"{self.separator} {self.head}{gap}"))
        return edits

    def without(self, name: str) -> list[Edit]:
        """Return the edits that take a name out of a statement."""
        number = self.item(name)
        if number is None:
            return []
        if len(self.items) == 1:
            return [cut(self.head_start, self.stop)]
        item = self.items[number]
        if number == 0:
            return [cut(self.head_stop, item.stop + 1)]
        return [cut(item.start - 1, item.stop)]


def header(text: Refused, module: Region) -> tuple[Declaration, ...]:
    """Return the port declarations in the header of a module."""
    span = header_span(text, module)
    return () if span is None else tuple(_grouped(text, *span, separator=","))


def header_span(text: Refused, module: Region) -> tuple[int, int] | None:
    """Return the bytes between the brackets of the list of ports."""
    code, at = text.code, module.body
    match = re.compile(r"\s*#\s*\(").match(code, at)
    if match:
        at = _closing(code, match.end(), module.stop) + 1
    match = re.compile(r"\s*\(").match(code, at)
    return (match.end(), _closing(code, match.end(), module.stop)) if match else None


def statements(text: Refused, module: Region) -> tuple[Declaration, ...]:
    """Return the declarations behind the header of a module."""
    span = header_span(text, module)
    start = module.body if span is None else span[1]
    found: list[Declaration] = []
    for match in _STATEMENT.finditer(text.code, start, module.stop):
        found += _grouped(text, match.start(), match.end() - 1, separator=";")
    return tuple(found)


def _closing(code: str, at: int, stop: int) -> int:
    """Return the bracket that closes the one before `at`."""
    depth = 1
    for place in range(at, stop):
        depth += _BRACKETS.get(code[place], 0)
        if depth == 0:
            return place
    return stop


def _grouped(text: Refused, start: int, stop: int, *, separator: str) -> Iterator[Declaration]:
    """Cut a list at its commas, and put together what shares a head."""
    items: list[Item] = []
    head: tuple[str, int, int] | None = None
    for begin, end in _parts(text.code, start, stop):
        match = _ITEM.fullmatch(text.code, begin, end)
        if match is None:
            continue
        if match["head"]:
            yield from _made(head, items, separator, begin - 1)
            items, head = [], (match["head"], match.start("head"), match.end("head"))
        gap = "" if text.code[begin].isspace() else " "
        items.append(
            Item(start=begin, stop=end, name=match["name"], rest=match["rest"].strip(), gap=gap)
        )
    yield from _made(head, items, separator, stop + (separator == ";"))


def _made(
    head: tuple[str, int, int] | None, items: Sequence[Item], separator: str, stop: int
) -> Iterator[Declaration]:
    if head is not None and items:
        yield Declaration(
            head=head[0], head_start=head[1], head_stop=head[2], items=tuple(items),
            separator=separator, stop=stop,
        )  # fmt: skip


def _parts(code: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    depth, begin = 0, start
    for at in range(start, stop):
        depth += _BRACKETS.get(code[at], 0)
        if depth == 0 and code[at] == ",":
            yield begin, at
            begin = at + 1
    yield begin, stop

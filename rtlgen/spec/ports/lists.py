"""Ports in lists: bullets, bare declarations, sections such as `Input ports:`, and tables.

A list ends where its indentation ends or another heading begins. A line that stands among ports
and cannot be read as one is reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from rtlgen.finding import Finding, Severity
from rtlgen.spec.document import Document
from rtlgen.spec.model import Direction
from rtlgen.spec.ports.draft import DIRECTIONS, Draft, ParameterDraft, Style, plain_text
from rtlgen.spec.ports.parameters import read_parameter_item
from rtlgen.spec.ports.phrase import DIRECTION_DEFINED, Item, Phrase, read_phrases
from rtlgen.spec.ports.tables import read_table

_BULLET = re.compile(r"^(?P<indent>\s*)(?P<bullet>[-*+•]\s+|\(?\d{1,3}[.)]\s+)?(?P<text>.*)$")
_PORT_WORDS = r"(?:ports?|signals?|pins?|lines?|wires?|interfaces?|variables?|list)"
_SECTION = re.compile(
    r"^(?:(?:the|module|primary|all|list\s+of|data|control|top[- ]level)\s+){0,2}"
    r"(?P<word>input/output|in/out|inputs?|outputs?|inouts?|bidirectional)\s*(?:\(s\))?"
    rf"(?:\s+{_PORT_WORDS}(?:\(s\))?)*(?:\s*\([^)]*\))?(?:\s+(?:are|is))?\s*"
    r"(?P<colon>:|$|[-–—]+\s*$)\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_PORTS_SECTION = re.compile(
    r"^(?:(?:the|module|module's|top[- ]level|external|i/o|io)\s+)*"
    r"(?:ports?|signals?|interface|pins?|pinout|i/os?|inputs\s*(?:and|/|&)\s*outputs)"
    r"(?:\s+(?:ports?|signals?|list|descriptions?|definitions?|declarations?|table|interface))*"
    r"\s*:?$",
    re.IGNORECASE,
)
_PORTS_IN_LINE = re.compile(
    r"^(?:ports?|signals?|interface|pins?|i/os?)\s*:\s*"
    r"(?P<rest>(?:(?:\w+[- ]bit\s+)?(?:input|output|inout)\b"
    r"|[^(),:]+\([^()]*\b(?:in|out|inout|input|output)\b"
    rf"|[^(),:]+{DIRECTION_DEFINED}).*)$",
    re.IGNORECASE,
)
_PARAMETER_SECTION = re.compile(
    r"^(?:(?:the|input|module|configurable|configuration)\s+)*"
    r"(?:parameters?|generics?|constants?)(?:\s+(?:list|definitions?|descriptions?))?\s*"
    r"(?::|$)\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^(?:#{1,6}\s+.+|\*\*[^*]+\*\*:?|[A-Z][\w /&()'-]{0,60}:)$")
_INLINE = re.compile(r"[,;.]\s+(?=[A-Za-z_]\w*\s*(?:\[[^\]]*\]|\([^)]*\))?\s*:)")
_DIRECTION_AHEAD = re.compile(r"(?:inputs?|outputs?|inouts?)\b", re.IGNORECASE)
_ENGLISH = frozenset(
    [
        "note",
        "notes",
        "task",
        "problem",
        "exercise",
        "question",
        "assignment",
        "homework",
        "hint",
        "goal",
        "summary",
        "example",
        "examples",
        "description",
        "implementation",
        "functionality",
        "function",
        "behavior",
        "behaviour",
        "operation",
        "operations",
        "internal",
        "module",
        "name",
        "purpose",
        "reset_behavior",
        "requirements",
        "requirement",
        "the",
        "this",
        "an",
        "it",
        "is",
        "are",
        "parameters",
        "parameter",
        "inputs",
        "outputs",
        "ports",
        "signals",
        "none",
        "where",
        "when",
        "if",
        "timing",
        "output",
        "input",
        "internals",
        "registers",
        "warning",
        "hint",
        "important",
    ]
)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    indent: int
    has_bullet: bool
    text: str


@dataclass(slots=True)
class _Section:
    """The part of the text whose items are ports (or parameters)."""

    direction: Direction | None
    is_parameters: bool
    indent: int
    item_indent: int | None = None
    has_bullets: bool = False
    is_blank_seen: bool = False
    has_definitions: bool = False
    """The items are written `name: what it is`."""


class ListReader:
    """Reads all lists of one document."""

    def __init__(
        self, document: Document, parameters: Collection[str], *, first_block: int = 0
    ) -> None:
        """Prepare to read; `parameters` are the names that may stand in widths."""
        self.drafts: list[Draft] = []
        self.parameters: list[ParameterDraft] = []
        self.findings: list[Finding] = []
        self.next_block = first_block
        self._document = document
        self._names = parameters
        self._section: _Section | None = None
        self._last: tuple[int, int] | None = None
        """(indent, how many drafts) of the declaration that was read last."""
        self._may_begin = True
        """A bare declaration may stand here: after a blank line, a colon or another one."""

    def read(self) -> None:
        """Read the whole document."""
        lines = [_split(number, text) for number, text in self._document.prose_lines]
        numbers = [line.number for line in lines]
        index = 0
        while index < len(lines):
            table = read_table(
                self._document, numbers, index,
                direction=self._section.direction if self._section else None,
                is_parameters=bool(self._section and self._section.is_parameters),
                names=self._names, block=self.next_block,
            )  # fmt: skip
            if table is not None:
                self.drafts += table.drafts
                self.parameters += table.parameters
                self.findings += table.findings
                self.next_block += 1
                self._last = None
                index += table.length
                continue
            self._read_line(lines[index])
            index += 1

    def _read_line(self, line: _Line) -> None:
        if not line.text:
            self._last, self._may_begin = None, True
            if self._section:
                self._section.is_blank_seen = True
            return
        if self._opens_section(line) or (self._section and self._in_section(line)):
            self._may_begin = True
            return
        self._outside(line)

    def _opens_section(self, line: _Line) -> bool:
        text = plain_text(line.text.lstrip("#").strip()).strip()
        if self._section and self._is_nested(line):
            return False
        parameter = _PARAMETER_SECTION.match(text)
        match = _SECTION.match(text)
        if match and ":" not in match["colon"] and self._is_listed(line):
            return False  # a port whose name is `lines` or `signals`, among others
        in_line = _PORTS_IN_LINE.match(text)
        if in_line:
            if not self._in_line(line, in_line["rest"]):
                return False
            self._section = None
            return True
        if parameter:
            self._section = _Section(None, True, line.indent)
            if parameter["rest"]:
                self._parameter(replace_text(line, parameter["rest"]))
        elif match:
            direction = DIRECTIONS[match["word"].lower()]
            if match["rest"] and not self._inline(line, match["rest"], direction):
                return False
            self._section = _Section(direction, False, line.indent)
        elif _PORTS_SECTION.match(text) and (line.text != text or text.endswith(":")):
            self._section = _Section(None, False, line.indent)
        else:
            return False
        self._last = None
        return True

    def _is_listed(self, line: _Line) -> bool:
        """Whether a bullet follows one that declared a port."""
        return line.has_bullet and self._last is not None and self._last[0] == line.indent

    def _is_nested(self, line: _Line) -> bool:
        """Whether a line is detail of an item of the section, such as `- Output: 1`."""
        section = self._section
        return bool(section and section.item_indent is not None and self._last
                    and line.indent > section.item_indent)  # fmt: skip

    def _inline(self, line: _Line, rest: str, direction: Direction) -> bool:
        """Read `Inputs: clk: the clock, a (8 bits): an operand` on one line."""
        pieces = _INLINE.split(plain_text(rest))
        phrases = [read_phrases(piece, self._names) for piece in pieces]
        if not all(phrases) or not all(_are_names(found) for found in phrases):
            return False
        for piece, found in zip(pieces, phrases, strict=True):
            self._add(line, found, None if _DIRECTION_AHEAD.match(piece) else direction)
        return True

    def _in_line(self, line: _Line, rest: str) -> bool:
        """Read `Ports: input clk, input [3:0] d, output q`."""
        phrases = read_phrases(rest, self._names)
        has_all = phrases and all(phrase.direction is not None for phrase in phrases)
        if not has_all or not _are_names(phrases):
            return False
        self._add(line, phrases, None)
        return True

    def _in_section(self, line: _Line) -> bool:
        """Read a line of the section; False when the section ends before it."""
        section = self._section
        if section is None or self._ends(section, line):
            self._section = None
            return False
        if section.item_indent is not None and line.indent > section.item_indent and self._last:
            self._continue(line)
            return True
        is_same = section.item_indent is None or line.has_bullet == section.has_bullets
        if section.is_parameters:
            was_read = is_same and self._parameter(line)
        else:
            was_read = is_same and self._port(line, section)
        if was_read:
            if section.item_indent is None:
                section.item_indent, section.has_bullets = line.indent, line.has_bullet
            section.is_blank_seen = False
            return True
        if self._last and not line.has_bullet:
            self._continue(line)
            return True
        if line.has_bullet and section.item_indent is not None and not section.is_parameters:
            self._unreadable(line)
            return True
        self._section = None
        return False

    def _ends(self, section: _Section, line: _Line) -> bool:
        if section.item_indent is None:
            return _HEADING.match(line.text) is not None and not line.has_bullet
        if line.indent < section.item_indent:
            return True
        if _HEADING.match(line.text) and not line.has_bullet and line.indent <= section.indent:
            return True
        is_open = (line.has_bullet and section.has_bullets) or section.item_indent > section.indent
        return section.is_blank_seen and not is_open

    def _port(self, line: _Line, section: _Section) -> bool:
        phrases = read_phrases(line.text, self._names, is_loose=True)
        if not phrases or not _are_names(phrases):
            return False
        if section.direction is None and any(p.direction is None for p in phrases):
            return False
        is_definition = phrases[0].is_definition
        if section.is_blank_seen and section.has_definitions and not is_definition:
            return False  # the head of a table in columns, for example
        section.has_definitions = section.has_definitions or is_definition
        self._add(line, phrases, section.direction)
        return True

    def _parameter(self, line: _Line) -> bool:
        found = read_parameter_item(line.text, self._document.at(line.number), Style.LIST)
        self.parameters += found
        if found:
            self._last = (line.indent, 0)
        return bool(found)

    def _outside(self, line: _Line) -> None:
        """Read a bullet or a bare declaration that stands in no section."""
        if self._last and line.indent > self._last[0] and not line.has_bullet:
            self._continue(line)
            return
        if line.has_bullet and re.match(r"parameters?\b", line.text, re.IGNORECASE):
            self._parameter(line)
            return
        phrases = read_phrases(line.text, self._names)
        if phrases and self._is_declaration(line, phrases):
            self._add(line, phrases, None)
            self._may_begin = True
            return
        if line.has_bullet and self._last and re.match(r"(?:input|output|inout)\s+\w", line.text):
            self._unreadable(line)
            return
        if self._last is not None or not line.has_bullet:
            self.next_block += 1
        self._last = None
        self._may_begin = line.text.endswith(":") or line.text.startswith("#")

    def _is_declaration(self, line: _Line, phrases: tuple[Phrase, ...]) -> bool:
        first = phrases[0]
        if any(p.direction is None for p in phrases) or not _are_names(phrases):
            return False
        starts = re.match(r"(?:\w+[- ]bit\s+)?(?:input|output|inout)\b", plain_text(line.text),
                          re.IGNORECASE)  # fmt: skip
        if line.has_bullet:
            return bool(starts) or first.is_definition or bool(first.items[0].note)
        if not self._may_begin or line.text.startswith("#"):
            return False
        if starts:
            if line.text[0].isupper() and first.items[0].name.istitle() and self.drafts:
                return False  # a heading such as `Input Control:`
            is_code = first.mark in {"", "//", ";", ",", "=", "("} and not (
                first.mark in {",", ";"} and first.description
            )
            return (line.text[0].islower() and is_code) or first.is_definition
        return first.is_definition

    def _add(self, line: _Line, phrases: tuple[Phrase, ...], direction: Direction | None) -> None:
        """Take the ports of a line; a section's direction beats words in a description."""
        source = self._document.at(line.number)
        starts = re.match(r"\W*(?:\w+[- ]bit\s+)?(?:input|output|inout)\b", line.text, re.I)
        before = len(self.drafts)
        for phrase in phrases:
            says = phrase.direction if starts else None
            chosen = phrase.direction if direction is None else says or direction
            for item in phrase.items:
                self.drafts.append(
                    Draft(
                        name=item.name, direction=chosen, left=item.left, right=item.right,
                        width=item.width, is_signed=phrase.is_signed or _says_signed(item),
                        description=", ".join(t for t in (item.note, phrase.description) if t),
                        source=source, style=Style.LIST, block=self.next_block,
                    )
                )  # fmt: skip
        self._last = (line.indent, len(self.drafts) - before)

    def _continue(self, line: _Line) -> None:
        """Add a wrapped line to the description of the ports before it."""
        count = self._last[1] if self._last else 0
        for index in range(len(self.drafts) - count, len(self.drafts)):
            draft = self.drafts[index]
            text = f"{draft.description} {plain_text(line.text)}".strip()
            self.drafts[index] = replace(draft, description=text)

    def _unreadable(self, line: _Line) -> None:
        self.findings.append(
            Finding(
                code="SPEC204", severity=Severity.WARNING, path=self._document.source.path,
                line=line.number, message=f"{_shorten(line.text)!r} cannot be read as a port",
                remedy="write it as '- input NAME (8 bits): what it is'",
            )
        )  # fmt: skip


def replace_text(line: _Line, text: str) -> _Line:
    """Return the line with another text."""
    return _Line(line.number, line.indent, line.has_bullet, text)


def _split(number: int, text: str) -> _Line:
    match = _BULLET.match(text)
    if match is None:  # the pattern matches every line
        return _Line(number, 0, False, text.strip())
    is_bold = text.lstrip().startswith("**")
    bullet = None if is_bold else match["bullet"]
    body = text.strip() if is_bold else match["text"].strip()
    return _Line(number, len(match["indent"]), bullet is not None, body)


def _are_names(phrases: tuple[Phrase, ...]) -> bool:
    return not any(i.name.lower() in _ENGLISH for p in phrases for i in p.items)


def _says_signed(item: Item) -> bool:
    return re.search(r"\bsigned\b", item.note) is not None


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."

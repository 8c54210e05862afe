"""The lines of a specification, sorted into prose, Verilog, front matter and other code.

The readers of lists, tables and sentences see prose only, so that the body of a code block is
never mistaken for a port list; the reader of headers sees Verilog only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rtlgen.spec.model import SourceRef
from rtlgen.spec.source import SourceText

_FENCE = re.compile(r"^\s{0,12}(?:[-*]\s+)?(?P<mark>`{3,}|~{3,})\s*(?P<language>[\w+.#-]*)[^`]*$")
_MODULE = re.compile(r"^\s*(?:macro)?module\s+(?:automatic\s+)?\w+\s*(?:#\s*\(|\(|;|$)")
_ENDMODULE = re.compile(r"\bendmodule\b")
_TEXT_LANGUAGES = frozenset({"", "text", "txt", "plain", "plaintext", "md", "markdown", "none"})
_VERILOG_LANGUAGES = frozenset({"verilog", "systemverilog", "v", "sv", "vh", "svh"})
_ITEM = re.compile(
    r"^\s*(?:[-*+•]\s+|\(?\d{1,3}[.)]\s+|#{1,6}\s|\||>|"
    r"(?:\[[^\]]*\]\s*)?[`*]*[A-Za-z_]\w*[`*]*(?:\s*\[[^\]]*\])?(?:\s*\([^)]*\))?[`*]*\s*:(?!=))"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[)\"']?\s+(?=[A-Z`'\"(\d_*\[]|[a-z_]+\w*\b)|(?<!\s)\s*;\s+")
_ABBREVIATION = re.compile(r"(?:\b(?:i\.e|e\.g|etc|vs|cf|resp|approx|incl|Fig|fig|No|a\.k\.a))\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of text and the line on which it begins."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A fenced block in a language that is neither text nor Verilog."""

    language: str
    """In lower case."""
    line: int
    """Of its first line, the fence itself not counted."""
    lines: tuple[str, ...]


class Document:
    """A source text whose lines are sorted by what they are."""

    def __init__(self, source: SourceText) -> None:
        """Sort the lines of `source`."""
        self.source = source
        self.front_matter: Passage | None = None
        """YAML between the two `---` at the beginning; the line is that of its first line."""
        self.verilog: tuple[Passage, ...] = ()
        """Verilog modules and fenced Verilog, comments included."""
        self.fences: tuple[Fence, ...] = ()
        """Fenced blocks of other languages, such as `wavedrom` or `csv`."""
        lines = source.lines
        self._is_prose = [True] * len(lines)
        self._take_front_matter(lines)
        self._take_fences(lines)
        self._take_bare_modules(lines)
        self._take_comments(lines)
        self.prose_lines: tuple[tuple[int, str], ...] = tuple(
            (number, text.expandtabs(4))
            for number, (text, is_prose) in enumerate(
                zip(lines, self._is_prose, strict=True), start=1
            )
            if is_prose
        )
        """(1-based line, text with tabs expanded) of what is neither code nor front matter."""
        self.paragraphs: tuple[tuple[int, str], ...] = tuple(self._join_paragraphs())
        """(first line, text) with wrapped lines joined; each list item is one of its own."""
        self.sentences: tuple[tuple[int, str], ...] = tuple(
            sentence for line, text in self.paragraphs for sentence in _sentences(line, text)
        )
        """(line, text) of the sentences of all paragraphs."""
        self.paragraphs = tuple((n, " ".join(text.split())) for n, text in self.paragraphs)

    def at(self, line: int) -> SourceRef:
        """Return the reference to a 1-based line."""
        return self.source.at(line)

    def _take_front_matter(self, lines: list[str]) -> None:
        if not lines or lines[0].strip() != "---" or len(lines) < 2:
            return
        if not re.match(r"^\s*(?:#|[\w-]+\s*:|\{|\[)", lines[1]):
            return  # a rule above a heading
        end = next(
            (i for i, text in enumerate(lines[1:], start=1) if text.strip() in {"---", "..."}),
            len(lines),
        )
        self.front_matter = Passage(line=2, text="\n".join(lines[1:end]))
        self._mask(0, min(end + 1, len(lines)))

    @property
    def has_open_front_matter(self) -> bool:
        """Whether front matter begins but never ends."""
        return self.front_matter is not None and not any(
            text.strip() in {"---", "..."} for text in self.source.lines[1:]
        )

    def _mask(self, start: int, stop: int) -> None:
        for index in range(start, stop):
            self._is_prose[index] = False

    def _take_fences(self, lines: list[str]) -> None:
        index = 0
        while index < len(lines):
            fence = _FENCE.match(lines[index]) if self._is_prose[index] else None
            if fence is None:
                index += 1
                continue
            end = _fence_end(lines, index, fence["mark"])
            language = fence["language"].lower()
            body = lines[index + 1 : end]
            has_module = any(_MODULE.match(text) for text in body)
            if language in _VERILOG_LANGUAGES | _TEXT_LANGUAGES and not has_module:
                self._mask(index, index + 1)
                self._mask(end, min(end + 1, len(lines)))
            elif language in _VERILOG_LANGUAGES:
                self._mask(index, min(end + 1, len(lines)))
                self._add_verilog(index + 1, body)
            elif language in _TEXT_LANGUAGES:  # bare modules within are found later
                self._mask(index, index + 1)
                self._mask(end, min(end + 1, len(lines)))
            else:
                self._mask(index, min(end + 1, len(lines)))
                self.fences += (Fence(language=language, line=index + 2, lines=tuple(body)),)
            index = end + 1

    def _take_bare_modules(self, lines: list[str]) -> None:
        index = 0
        while index < len(lines):
            if not (self._is_prose[index] and _MODULE.match(lines[index])):
                index += 1
                continue
            end = self._module_end(lines, index)
            self._add_verilog(index, lines[index:end])
            self._mask(index, end)
            index = max(end, index + 1)

    def _module_end(self, lines: list[str], start: int) -> int:
        """Return the index after the module: its `endmodule`, else the end of its header."""
        for index in range(start, len(lines)):
            if not self._is_prose[index]:
                break
            if index > start and _MODULE.match(lines[index]):
                break
            if _ENDMODULE.search(lines[index]):
                return index + 1
        depth, seen = 0, False
        for index in range(start, len(lines)):
            if index > start and _MODULE.match(lines[index]):
                break
            text = lines[index].split("//")[0]
            depth += text.count("(") - text.count(")")
            seen = seen or "(" in text or ";" in text
            if seen and depth <= 0:
                return index + 1
        return start + 1

    def _add_verilog(self, index: int, body: list[str]) -> None:
        self.verilog += (Passage(line=index + 1, text="\n".join(body)),)

    def _take_comments(self, lines: list[str]) -> None:
        inside = False
        for index, text in enumerate(lines):
            if not self._is_prose[index]:
                continue
            begins = not inside and text.lstrip().startswith("<!--")
            inside = inside or begins
            if inside:
                self._is_prose[index] = False
                inside = "-->" not in text

    def _join_paragraphs(self) -> list[tuple[int, str]]:
        paragraphs: list[tuple[int, list[str]]] = []
        previous, is_closed = 0, True
        for number, text in self.prose_lines:
            is_item = _ITEM.match(text) is not None
            if not text.strip():
                is_closed = True
                continue
            if is_closed or is_item or number != previous + 1:
                paragraphs.append((number, []))
            paragraphs[-1][1].append(text.strip())
            is_closed = text.lstrip().startswith(("#", "|"))
            previous = number
        return [(number, "\n".join(body)) for number, body in paragraphs]


def _fence_end(lines: list[str], start: int, mark: str) -> int:
    for index in range(start + 1, len(lines)):
        text = lines[index].strip()
        if text.startswith(mark) and not text.strip(mark[0]):
            return index
    return len(lines)


def _sentences(line: int, paragraph: str) -> list[tuple[int, str]]:
    sentences: list[tuple[int, str]] = []
    begin = 0
    ends = list(_SENTENCE_END.finditer(paragraph))
    for stop, after in [(m.start(), m.end()) for m in ends] + [(len(paragraph), len(paragraph))]:
        if _ABBREVIATION.search(paragraph[begin:stop]):
            continue
        text = " ".join(paragraph[begin:stop].split())
        if text:
            sentences.append((line + paragraph.count("\n", 0, begin), text))
        begin = after
    return sentences

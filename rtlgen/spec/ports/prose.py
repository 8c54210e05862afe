"""Ports in sentences, and what sentences say about the width of a port.

    It has two 8-bit inputs, a and b, a 1-bit input called sel and an 8-bit output `y`.

Not covered: pronouns, ports that are only shown in a picture, names that are plain English words
without quotes or `called`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from typing import Final

from rtlgen.spec.document import Document
from rtlgen.spec.model import SourceRef
from rtlgen.spec.names import IDENTIFIER
from rtlgen.spec.ports.draft import DIRECTIONS, Draft, Style
from rtlgen.spec.ports.widths import bare_width

_ADJECTIVE = (
    r"(?:(?<!\w)\w+(?:-|\s)bits?(?:\s+wide)?|signed|unsigned|active[- ](?:low|high)|"
    r"a?synchronous|clock|reset|data|control|enable|select|serial|parallel|single|registered|combinational)"
)
_DIRECTION_LIST = re.compile(
    rf"(?P<adjectives>(?:{_ADJECTIVE}[\s,]+){{0,8}})\b(?P<direction>input|output|inout)s?\b"
    r"(?:\s+(?:port|signal|bus|vector|line|operand|value|number|word|pin|bit|flag)s?\b)?"
    r"\s*(?P<mark>,?\s*(?:which\s+(?:is|are)\s+)?(?:called|named|labell?ed)|[:,(=]|\b(?:is|are)\b)?"
    r"\s*",
    re.IGNORECASE,
)
_CLOCKLIKE = re.compile(
    rf"(?P<adjectives>(?:{_ADJECTIVE}[\s,]+){{0,8}})\b(?:clock|reset)\b(?:\s+(?:input|signal|port))?"
    r"\s*(?P<mark>,?\s*(?:called|named)|[(,])?\s*",
    re.IGNORECASE,
)
_NAME = re.compile(
    rf"(?P<quote>[`'\"“(*]*)(?P<name>{IDENTIFIER})\s*(?:\[\s*(?P<left>[^\[\]:]+):"
    r"(?P<right>[^\[\]:]+)\])?(?P<close>[`'\"”)*]*)(?:\s*\((?P<note>[^()]*)\))?"
)
_QUOTED = rf"[`'\"“*]*{IDENTIFIER}(?:\s*\[[^\[\]]+\])?[`'\"”*]*"
_RANGE = re.compile(r"\[\s*(?P<left>[^\[\]:]+):(?P<right>[^\[\]:]+)\]\s*")
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and|or)?|and|&)\s*")
_SAID_BEFORE = re.compile(
    rf"(?<![\w`'\"“*/.])(?P<names>{_QUOTED}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_QUOTED})*)"
    r"(?:\s+(?P<verb>is|are)|\s*:)\s+(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
"""What stands before the direction in `clk, d are inputs` and in `q: output`."""
_WIDTH = re.compile(r"(?P<width>(?<!\w)\w+(?:\s*-\s*|\s+)bits?)", re.IGNORECASE)
_LONGEST: Final = 200
"""Characters before a direction in which its names may stand."""
_SIGNAL_NAMES = frozenset(
    [
        "clk",
        "clock",
        "rst",
        "reset",
        "enable",
        "data",
        "sum",
        "carry",
        "valid",
        "ready",
        "start",
        "done",
        "busy",
        "full",
        "empty",
        "load",
        "addr",
        "address",
        "din",
        "dout",
        "cin",
        "cout",
        "sel",
        "out",
        "en",
        "we",
        "re",
        "wr",
        "rd",
        "led",
        "key",
        "btn",
        "state",
        "count",
        "opcode",
        "result",
    ]
)
_ENGLISH = frozenset(
    [
        "a",
        "an",
        "the",
        "is",
        "are",
        "be",
        "and",
        "or",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "as",
        "it",
        "if",
        "that",
        "this",
        "has",
        "have",
        "for",
        "not",
        "no",
        "its",
        "one",
        "two",
        "all",
        "any",
        "bit",
        "bits",
        "port",
        "ports",
        "signal",
        "signals",
        "data",
        "value",
        "values",
        "may",
        "must",
        "can",
        "will",
        "shall",
        "when",
        "with",
        "from",
        "each",
        "both",
        "only",
        "so",
        "do",
        "does",
        "we",
        "you",
        "he",
        "into",
        "than",
        "then",
        "but",
        "was",
        "were",
        "use",
        "used",
        "let",
        "low",
        "high",
        "input",
        "output",
        "inputs",
        "outputs",
        "which",
        "who",
        "what",
        "how",
        "where",
        "set",
        "see",
        "new",
        "old",
        "off",
        "up",
        "out",
    ]
)
_DEFAULT_WIDTH = re.compile(
    r"\b(?:all|every|each)\s+(?:of\s+)?(?:the\s+|other\s+)*(?:input|output|ports?|signals?)"
    r"[\w\s/,]*?\b(?:is|are|have\s+a\s+width\s+of)\s+(?:an?\s+)?(?P<width>\w+(?:\s*-\s*|\s+)bits?)",
    re.IGNORECASE,
)
_FILLER = (
    r"(?:\s+(?:wide|signed|unsigned|input|output|inout|port|signal|vector|bus|value|data|register|"
    r"operand|number|word|counter|called|named|labell?ed)|\s*,)*"
)


def ports_in_sentences(document: Document, names: Collection[str]) -> tuple[Draft, ...]:
    """Return the ports that sentences name, each once, in the order of the text."""
    found: dict[str, Draft] = {}
    for line, text in document.sentences:
        if text.startswith(("|", "#")):
            continue
        for pattern in (_DIRECTION_LIST, _CLOCKLIKE):
            for match in pattern.finditer(text):
                bounds = _RANGE.match(text, match.end())
                listed = _names_before(text, match) or _names_after(text, match, bounds)
                for draft in _drafts(listed, match, bounds, names, document.at(line)):
                    found.setdefault(draft.name, draft)
    return tuple(found.values())


def _names_before(text: str, match: re.Match[str]) -> list[re.Match[str]]:
    """Read the list of names before `are 8-bit outputs`."""
    if match.re is not _DIRECTION_LIST:
        return []
    said = _SAID_BEFORE.search(text, max(0, match.start() - _LONGEST), match.start())
    if said is None:
        return []
    listed = list(_NAME.finditer(text, said.start("names"), said.end("names")))
    listed = [name for name in listed if name["name"].lower() != "and"]
    if (said["verb"] or "").lower() == "is":  # it is said of one
        listed = listed[-1:]
    return list(takewhile(lambda name: _is_name(name, is_named=False), reversed(listed)))[::-1]


def _names_after(
    text: str, match: re.Match[str], bounds: re.Match[str] | None
) -> list[re.Match[str]]:
    """Read the list of names behind `input` or `8-bit outputs called`."""
    listed: list[re.Match[str]] = []
    is_called = re.search(r"(?:called|named|labell?ed)$", (match["mark"] or "").lower())
    is_named = is_called is not None or bounds is not None
    position = bounds.end() if bounds else match.end()
    while (item := _NAME.match(text, position)) is not None:
        if not _is_name(item, is_named=is_named and not listed):
            break
        listed.append(item)
        separator = _SEPARATOR.match(text, item.end())
        if separator is None:
            break
        position = separator.end()
    return listed


def _drafts(
    listed: Sequence[re.Match[str]], match: re.Match[str], bounds: re.Match[str] | None,
    names: Collection[str], source: SourceRef,
) -> Iterator[Draft]:  # fmt: skip
    """Make drafts of the names, with the width before the direction or beside the name."""
    stated = _WIDTH.search(match["adjectives"])
    width = bare_width(stated["width"], names) if stated else None
    word = match.groupdict().get("direction", "input")
    for item in listed:
        note = item["note"] or ""
        yield Draft(
            name=item["name"], direction=DIRECTIONS[word.lower()],
            left=item["left"] or (bounds and bounds["left"]),
            right=item["right"] or (bounds and bounds["right"]),
            width=(bare_width(note, names) if note else None) or width,
            is_signed=" signed" in f" {match['adjectives'].lower()}",
            description=f"{match['adjectives']} {note}".strip(),
            source=source, style=Style.PROSE,
        )  # fmt: skip


def _is_name(match: re.Match[str], *, is_named: bool) -> bool:
    name = match["name"]
    if name.lower() in DIRECTIONS.keys() - {"in", "out", "i", "o", "io"}:
        return False  # `an input a, output b`: another list begins
    if re.search(r"[`'\"“*]", match["quote"]) and match["close"]:
        return True
    if name == "a":  # an article, unless a list goes on or ends
        return re.match(r"\s*(?:[,;:.&=]|(?:and|is)\b|$)", match.string[match.end() :]) is not None
    if name.lower() in _ENGLISH and not (is_named or match["left"] or name == "out"):
        return False
    is_plain = not re.search(r"[_\d]|[a-z][A-Z]", name) and len(name) > 3
    return is_named or not is_plain or match["left"] is not None or name.lower() in _SIGNAL_NAMES


def default_width(document: Document, names: Collection[str]) -> str | None:
    """Return the width of `all ports are one bit unless otherwise specified`."""
    for _, text in document.sentences:
        match = _DEFAULT_WIDTH.search(text)
        if match and (width := bare_width(match["width"], names)):
            return width
    return None


def width_hint(document: Document, name: str, names: Collection[str]) -> tuple[str, int] | None:
    """Return (width, line) that a sentence gives to a port whose declaration has none."""
    word = rf"[`'\"“(]*\b{re.escape(name)}\b"
    patterns = (
        rf"\b(?P<width>\w+(?:-|\s)bits?){_FILLER}\s+{word}(?!\w)",
        rf"{word}[`'\"”)]*\s+(?:is|are|has|be)\s+(?:an?\s+)?(?P<width>\w+(?:-|\s)bits?)\b",
        rf"{word}[`'\"”)]*\s*\(\s*(?P<width>\w+(?:-|\s)bits?)\s*(?:wide)?\)",
        rf"{word}[`'\"”)]*\s*,\s+an?\s+(?P<width>\w+(?:-|\s)bits?)\b",
    )
    for pattern in patterns:
        for line, text in document.sentences:
            for match in re.finditer(pattern, text, re.IGNORECASE):
                if name in match.group() and (width := bare_width(match["width"], names)):
                    return width, line
    return _from_slices(document, name)


def _from_slices(document: Document, name: str) -> tuple[str, int] | None:
    """Return the width of the widest slice `name[7:0]` in the text."""
    widest: tuple[int, int] | None = None
    for line, text in document.sentences:
        for match in re.finditer(rf"\b{re.escape(name)}\[\s*(\d{{1,5}})\s*:\s*0\s*\]", text):
            if widest is None or int(match[1]) + 1 > widest[0]:
                widest = int(match[1]) + 1, line
    return None if widest is None else (str(widest[0]), widest[1])


def names_bits(document: Document, name: str) -> frozenset[int]:
    """Return the indices of single bits `name[3]` that prose, tables and maps name."""
    found: set[int] = set()
    for _, text in document.prose_lines:
        found |= {int(i) for i in re.findall(rf"\b{re.escape(name)}\[\s*(\d{{1,5}})\s*\]", text)}
        for high, low in re.findall(
            rf"\b{re.escape(name)}\[\s*(\d{{1,5}})\s*:\s*(\d{{1,5}})\s*\]", text
        ):
            found |= {int(high), int(low)}
    return frozenset(found)

"""Ports in sentences, and what sentences say about the width of a port.

    It has two 8-bit inputs, a and b, a 1-bit input called sel and an 8-bit output `y`.

Not covered: pronouns, ports that are only shown in a picture, names that are plain English words
without quotes or `called`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from rtlgen.spec.document import Document
from rtlgen.spec.model import Direction
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
_RANGE = re.compile(r"\[\s*(?P<left>[^\[\]:]+):(?P<right>[^\[\]:]+)\]\s*")
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and|or)?|and|&)\s*")
_WIDTH = re.compile(r"(?P<width>(?<!\w)\w+(?:\s*-\s*|\s+)bits?)", re.IGNORECASE)
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
                is_list = pattern is _DIRECTION_LIST
                word = match["direction"].lower() if is_list else "input"
                for draft in _names_after(document, line, text, match, DIRECTIONS[word], names):
                    found.setdefault(draft.name, draft)
    return tuple(found.values())


def _names_after(
    document: Document,
    line: int,
    text: str,
    match: re.Match[str],
    direction: Direction,
    names: Collection[str],
) -> list[Draft]:
    """Read the list of names behind `input` or `8-bit outputs called`."""
    drafts: list[Draft] = []
    position = match.end()
    is_named = re.search(r"(?:called|named|labell?ed)$", (match["mark"] or "").lower()) is not None
    width = None
    if stated := _WIDTH.search(match["adjectives"]):
        width = bare_width(stated["width"], names)
    bounds = _RANGE.match(text, position)
    if bounds:
        position = bounds.end()
    while (item := _NAME.match(text, position)) is not None:
        if not _is_name(item, is_named=(is_named or bounds is not None) and not drafts):
            break
        note = item["note"] or ""
        own = bare_width(note, names) if note else None
        drafts.append(
            Draft(
                name=item["name"],
                direction=direction,
                left=item["left"] or (bounds and bounds["left"]),
                right=item["right"] or (bounds and bounds["right"]),
                width=own or width,
                is_signed=" signed" in f" {match['adjectives'].lower()}",
                description=f"{match['adjectives']} {note}".strip(),
                source=document.at(line),
                style=Style.PROSE,
            )
        )
        separator = _SEPARATOR.match(text, item.end())
        if separator is None:
            break
        position = separator.end()
    return drafts


def _is_name(match: re.Match[str], *, is_named: bool) -> bool:
    name = match["name"]
    if name.lower() in DIRECTIONS.keys() - {"in", "out", "i", "o", "io"}:
        return False  # `an input a, output b`: another list begins
    if re.search(r"[`'\"“*]", match["quote"]) and match["close"]:
        return True
    if name.lower() in _ENGLISH and not (is_named or match["left"] or name == "out"):
        return name in {"a"} and match["close"] == "" and False
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

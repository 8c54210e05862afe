"""Widths that are written in words: `8-bit input`, `(16 bits wide)`, `a width of four bits`."""

from __future__ import annotations

import re
from collections.abc import Collection

_WORDS = {
    "one": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "sixteen": 16, "thirty-two": 32,
    "sixty-four": 64,
}  # fmt: skip
_COUNT = rf"(?P<count>\d{{1,7}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))}|[A-Za-z_]\w*)"
_BITS = rf"(?<![\w.-]){_COUNT}(?:\s*-\s*|\s+|(?<=\d))bits?\b"
_BIT_PHRASE = re.compile(_BITS, re.IGNORECASE)
_OF_WIDTH = re.compile(
    rf"\b(?:size|width|length)(?:\s+(?:of|is))?\s*[:=]?\s*(?:{_BITS}|(?P<plain>\d+)\b(?!\s*[.:]\d))",
    re.IGNORECASE,
)
_WIDE = re.compile(rf"{_BITS}\s*-?\s*(?:wide|long|in\s+(?:width|size|length))\b", re.IGNORECASE)
_SCALAR = re.compile(r"\b(?:scalar|single\s+wire)\b", re.IGNORECASE)
_RANGE = re.compile(r"\[\s*(?P<left>[^\[\]:]+?)\s*:\s*(?P<right>[^\[\]:]+?)\s*\]")
_CLAUSE_END = re.compile(
    r"\b(?:for|when|if|that|which|indicat\w+|signal(?:s|l?ing)|to|after|during|each|per|whether|"
    r"used|goes|going|asserted|high|low|from|of|in|with|by|at|on|where|while|until|select\w*|"
    r"enabl(?:es|ing)|control(?:s|ling)|shows?|tells?|is|are|before)\b|[.;]",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    rf"\b(?:represent(?:s|ing|ed)?|contain(?:s|ing)?|hold(?:s|ing)?|carr(?:ies|ying)|"
    rf"deliver(?:s|ing)?|provid(?:es|ing)|stor(?:es|ing)|(?:is|are)\s+(?:an?|the)?)\s+"
    rf"(?:an?\s+|the\s+)?(?:\w+\s+){{0,2}}?{_BITS}",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?:^|[(,;.]\s*|\bof\s+|[-–—]\s+){_BITS}(?:\s+(?:each|signed|unsigned|wide|bus|vector))?"
    r"\s*(?=[),;.:]|$|[-–—]\s)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\bsigned\s+\w+[\s-]*bits?\b|\b\w+[\s-]*bits?\s+signed\b|^\W*signed\b|[(,]\s*signed\s*[,)]",
    re.IGNORECASE,
)


def width_in_words(description: str, parameters: Collection[str]) -> str | None:
    """Return the width that a description gives to its own port, as an expression.

    `4-bit output that shows the count` is 4; `enable of the 8-bit counter` says nothing, since
    the eight bits are another thing's.

    Args:
        description: The text that follows the port's name.
        parameters: Names that may stand for a number of bits.
    """
    for pattern in (_OF_WIDTH, _WIDE, _BARE):
        for match in pattern.finditer(description):
            if (count := _count(match, parameters)) is not None:
                return count
    first = description[: _first_clause(description)]
    for pattern, text in ((_BIT_PHRASE, first), (_HOLDS, description)):
        for match in pattern.finditer(text):
            if (count := _count(match, parameters)) is not None:
                return count
    return "1" if _SCALAR.search(description) else None


def range_in_words(description: str) -> tuple[str, str] | None:
    """Return the bounds of a range that stands at the beginning of a description."""
    match = _RANGE.match(description.lstrip(" (:,"))
    return (match["left"], match["right"]) if match else None


def is_signed_in_words(description: str) -> bool:
    """Whether a description calls its port signed."""
    return _SIGNED.search(description) is not None


def bare_width(text: str, parameters: Collection[str]) -> str | None:
    """Return the width in a table cell or in parentheses: `8`, `8 bits`, `1-bit`, `WIDTH`."""
    cell = text.strip().strip("()").strip()
    if re.fullmatch(r"\d{1,7}", cell):
        return cell
    match = re.fullmatch(rf"{_BITS}(?:\s+(?:wide|each|vector|bus))?", cell, re.IGNORECASE)
    if match and (count := _count(match, parameters)) is not None:
        return count
    words = set(re.findall(r"[A-Za-z_]\w*", cell))
    if words and words <= set(parameters) | {"clog2"} and re.fullmatch(r"[\w\s+*/$()-]+", cell):
        return cell
    return None


def _first_clause(text: str) -> int:
    match = _CLAUSE_END.search(text)
    return match.start() if match else len(text)


def _count(match: re.Match[str], parameters: Collection[str]) -> str | None:
    groups = match.groupdict()
    text = groups.get("plain") or groups.get("count")
    if text is None:
        return None
    if text.isdigit() or text in parameters:
        return text
    number = _WORDS.get(text.lower())
    return None if number is None else str(number)

"""One declaration of ports as people write it in a line: names, ranges, widths, a description.

input  [7:0] a, b            a[15:0]: 16-bit operand          in (8 bits)
`sel` (input, 2 bits) - ...  a : in std_logic_vector(7 downto 0)
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from rtlgen.spec.model import Direction
from rtlgen.spec.names import IDENTIFIER
from rtlgen.spec.ports.draft import DIRECTIONS, plain_text
from rtlgen.spec.ports.widths import bare_width, is_signed_in_words, width_in_words

_DIRECTION = re.compile(
    r"(?P<word>input/output|in/out|inputs?|outputs?|inouts?|bidirectional)\b(?!\s*/)"
    r"(?:\s+(?:ports?|signals?|pins?)\b(?=\s*[:\[<\"'`\w]))?",  # else that is the port's name
    re.IGNORECASE,
)
_TYPE = re.compile(
    r"(?:wire|reg|logic|tri|var|bit|std_logic|std_ulogic|unsigned|signed)\b(?=\s*[\[A-Za-z_\\])",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\[\s*(?P<left>[^\[\]:]+?)\s*(?::|\bdownto\b|\bto\b)\s*(?P<right>[^\[\]:]+?)\s*\]"
)
_COUNTED = re.compile(r"[\[<]\s*(?P<count>\d+)\s*(?:-?\s*bits?)\s*[\]>]", re.IGNORECASE)
_LEADING_WIDTH = re.compile(
    rf"(?:an?\s+)?\(?(?P<width>\w+(?:\s*-\s*|\s+)bits?)\)?(?:\s+(?:wide|signed|unsigned))?"
    rf"(?=\s+{IDENTIFIER}\s*(?:[:,;.(\[–—-]|and\b|$))",
    re.IGNORECASE,
)
_WIDTH_FIRST = re.compile(
    r"(?:an?\s+)?(?P<width>\w+(?:\s*-\s*|\s+)bits?)(?:\s+(?:wide|signed|unsigned))?"
    r"(?=\s+(?:input|output|inout)s?\b)",
    re.IGNORECASE,
)
_NAME = re.compile(rf"(?P<quote>[\"']?)(?P<name>{IDENTIFIER})(?P=quote)(?![\w'])")
_PARENTHESES = re.compile(r"\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_SEPARATOR = re.compile(r",\s*(?:and\b|&)?|&|/|;|\band\b")
_ITEM_AHEAD = re.compile(
    rf"\s*(?:(?:\[[^\]]*\]|wire|reg|logic|signed)\s*)*[\"']?{IDENTIFIER}[\"']?\s*"
    r"(?:\[[^\]]*\]\s*|\([^()]*\)\s*)*(?:$|[:,;.=&/–—(]|--?(?:\s|$)|//|#|and\b)"
)
_DESCRIPTION = re.compile(r"\s*(?::(?!=)|//|#|<?--?>?(?=\s)|[–—]|[,;.=]|\(|$)\s*")
_NEXT_DIRECTION = re.compile(r"\s*[,;]?\s*(?=(?:input|output|inout)\b)")
DIRECTION_DEFINED = r":\s*(?:an?\s+)?(?:\w+[- ]bits?\s+)?(?:input|output|inout)\b"
"""What stands behind a name in `q: 8-bit output`."""
_DEFINITION_AHEAD = re.compile(
    rf"[,;]\s+(?=[\"']?{IDENTIFIER}[\"']?\s*(?:\[[^\]]*\]\s*)?{DIRECTION_DEFINED})",
    re.IGNORECASE,
)
"""Between two of `clk: input, q: 8-bit output`."""
_VHDL = re.compile(
    r":\s*(?P<direction>in|out|inout|buffer)\s+(?:std_u?logic|bit|signed|unsigned)(?:_vector)?\b"
    r"\s*(?:\(\s*(?P<left>[^()]+?)\s+(?:downto|to)\s+(?P<right>[^()]+?)\s*\))?",
    re.IGNORECASE,
)
_SAYS_DIRECTION = re.compile(
    r"\s*(?:an?\s+|the\s+)?(?:(?:\w+[\s-]+bits?(?:\s+wide)?|\[[^\]]*\]|signed|unsigned|clock|reset|"
    r"data|active[- ](?:low|high)|(?:a?synchronous)|serial|parallel|control|enable)[,\s]\s*){0,3}"
    r"(?P<word>input/output|in/out|input|output|inout|in|out|bidirectional)\b"
    r"(?!\s+(?:is|are|of|value|values|should|must|will|goes|when|shall|has|range|order|enable))"
    r"(?=\s*(?:$|[,;.:()\[/–—-]|\w))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One port of a phrase."""

    name: str
    left: str | None = None
    right: str | None = None
    width: str | None = None
    note: str = ""
    """What stands in parentheses after the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Ports that were declared together, and what is said about all of them."""

    items: tuple[Item, ...]
    direction: Direction | None
    is_signed: bool
    description: str
    mark: str = ""
    """What stands between the names and the description: `:`, `-`, `//`, `(`, `.` and so on."""

    @property
    def is_definition(self) -> bool:
        """Whether a colon or dash sets the names off, as in a list of definitions."""
        return self.mark in {":", "-", "--", "–", "—", "->"}


class _Scanner:
    """A position in a line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern after blanks, and step over it."""
        start = self.position
        while start < len(self.text) and self.text[start] == " ":
            start += 1
        match = pattern.match(self.text, start)
        if match:
            self.position = match.end()
        return match

    @property
    def rest(self) -> str:
        """What was not taken yet."""
        return self.text[self.position :]


def read_phrases(
    text: str, parameters: Collection[str], *, is_loose: bool = False
) -> tuple[Phrase, ...]:
    """Read all ports that a line declares; nothing when it is no declaration.

    Args:
        text: The line without its bullet.
        parameters: Names that may stand for a number of bits.
        is_loose: The line stands in a section of ports: words may follow a name directly.
    """
    phrases: list[Phrase] = []
    # Long runs of spaces would make the patterns below take quadratic time.
    plain = re.sub(r"\s{4,}", "   ", plain_text(text))
    for definition in _DEFINITION_AHEAD.split(plain):
        rest = definition.strip().rstrip(",;").strip()
        while rest:
            scanner = _Scanner(rest)
            phrase = _read_phrase(scanner, parameters, is_loose=is_loose)
            if phrase is None:
                return tuple(phrases)
            phrases += _with_own_directions(phrase)
            following = _NEXT_DIRECTION.match(scanner.rest)
            rest = scanner.rest[following.end() :] if following else ""
    return tuple(phrases)


def _with_own_directions(phrase: Phrase) -> list[Phrase]:
    """Split `clk (input), q (output, 4 bits)` into a phrase for each port."""
    own = [_direction_in(item.note) for item in phrase.items]
    if len(set(own)) == 1 or None in own:
        return [phrase]
    return [
        replace(phrase, items=(item,), direction=direction)
        for item, direction in zip(phrase.items, own, strict=True)
    ]


def _read_phrase(
    scanner: _Scanner, parameters: Collection[str], *, is_loose: bool
) -> Phrase | None:
    before = scanner.take(_WIDTH_FIRST)
    direction = scanner.take(_DIRECTION)
    if direction:
        scanner.take(re.compile(r":(?!=)"))
    is_signed, shared = _read_types(scanner, parameters)
    if before:
        shared = replace(shared, width=bare_width(before["width"], parameters))
    items: list[Item] = []
    while (item := _read_item(scanner, parameters, shared)) is not None:
        items.append(item)
        if not _more_items(scanner):
            break
        signed, own = _read_types(scanner, parameters)
        is_signed, shared = is_signed or signed, own if own != Item(name="") else shared
    if not items:
        return None
    if re.search(r"\b(?:each|both|all)\b", items[-1].note):
        items = [replace(item, width=item.width or items[-1].width) for item in items]
    found = DIRECTIONS[direction["word"].lower()] if direction else None
    return _finish(scanner, items, found, is_signed, is_loose=is_loose)


def _finish(
    scanner: _Scanner,
    items: list[Item],
    direction: Direction | None,
    is_signed: bool,
    *,
    is_loose: bool,
) -> Phrase | None:
    """Read what follows the names: another direction, or the description."""
    if re.match(r"\s*[,;]?\s*(?:input|output|inout)\s+(?:\[|\w)", scanner.rest) and direction:
        return Phrase(items=tuple(items), direction=direction, is_signed=is_signed, description="")
    vhdl = scanner.take(_VHDL)
    if vhdl:
        direction = DIRECTIONS.get(vhdl["direction"].lower(), Direction.OUTPUT)
        items = [replace(item, left=vhdl["left"], right=vhdl["right"]) for item in items]
    start = scanner.position
    mark = _DESCRIPTION.match(scanner.text, start)
    if mark is None and not is_loose:
        return None
    if mark is None and not _may_follow(scanner.rest):
        return None
    rest = scanner.text[mark.end() if mark else start :]
    if mark and mark.group().strip() == "(":
        rest = "(" + rest
    scanner.position = len(scanner.text)
    if direction is None:
        direction = _direction_in(items[-1].note) or _direction_in(rest)
    return Phrase(
        items=tuple(items),
        direction=direction,
        is_signed=is_signed or is_signed_in_words(rest),
        description=rest.strip(),
        mark=mark.group().strip() if mark else " ",
    )


def _may_follow(rest: str) -> bool:
    """Whether words may follow a name without a mark: `is …`, `8 bits`, or a wide gap."""
    return re.match(r"\s+(?:is|are)\s+|\s*\w+[\s-]*bits?\b|\s{2,}\S", rest) is not None


def _direction_in(text: str) -> Direction | None:
    match = _SAYS_DIRECTION.match(text)
    if match is None:
        return None
    word = match["word"].lower()
    # `in` and `out` are English words: they count only where the text ends or a mark follows.
    if word in {"in", "out"} and not re.match(r"\s*(?:$|[,;:(\[])", text[match.end() :]):
        return None
    return DIRECTIONS[word]


def _read_types(scanner: _Scanner, parameters: Collection[str]) -> tuple[bool, Item]:
    """Read the types, ranges and widths before a name, in any order."""
    is_signed, shared = False, Item(name="")
    while True:
        if kind := scanner.take(_TYPE):
            is_signed = is_signed or kind.group().lower() == "signed"
        elif bounds := scanner.take(_RANGE):
            shared = replace(shared, left=bounds["left"], right=bounds["right"])
        elif counted := scanner.take(_COUNTED):
            shared = replace(shared, width=counted["count"])
        elif ahead := scanner.take(_LEADING_WIDTH):
            width = bare_width(ahead["width"], parameters)
            if width is None:
                scanner.position = ahead.start()
                return is_signed, shared
            is_signed = is_signed or ahead.group().lower().endswith(" signed")
            shared = replace(shared, width=width)
        else:
            return is_signed, shared


def _read_item(scanner: _Scanner, parameters: Collection[str], shared: Item) -> Item | None:
    """Read a name with its own range and parentheses."""
    name = scanner.take(_NAME)
    if name is None or name["name"].lower() in DIRECTIONS.keys() - {"in", "out", "i", "o", "io"}:
        return None
    item = replace(shared, name=name["name"])
    if bounds := scanner.take(_RANGE):
        item = replace(item, left=bounds["left"], right=bounds["right"])
    elif counted := scanner.take(_COUNTED):
        item = replace(item, width=counted["count"])
    while group := scanner.take(_PARENTHESES):
        said = group["inside"].strip()
        bounds = _RANGE.search(said)
        if bounds and item.left is None:
            item = replace(item, left=bounds["left"], right=bounds["right"])
        width = bare_width(said, parameters) or width_in_words(f"({said})", parameters)
        if width is not None and item.width is None:
            item = replace(item, width=width)
        item = replace(item, note=said)
    if item.left is None and (bounds := scanner.take(_RANGE)):
        item = replace(item, left=bounds["left"], right=bounds["right"])
    return item


def _more_items(scanner: _Scanner) -> bool:
    start = scanner.position
    if scanner.take(_SEPARATOR) and _ITEM_AHEAD.match(scanner.rest):
        direct = re.match(r"\s*(?:input|output|inout)\b", scanner.rest)
        if not direct:
            return True
    scanner.position = start
    return False

"""Ports and parameters in Markdown tables.

A table counts only when its heads say so: a column for the name, and one for the direction (or
the table stands in a section such as `Inputs`). Truth tables have no such heads.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from rtlgen.finding import Finding, Severity
from rtlgen.spec.document import Document
from rtlgen.spec.model import Direction
from rtlgen.spec.ports.draft import DIRECTIONS, Draft, ParameterDraft, Style, plain_text
from rtlgen.spec.ports.phrase import Item, read_phrases
from rtlgen.spec.ports.widths import bare_width

_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_RANGE = re.compile(r"^\[?\s*(?P<left>[^\[\]:]+?)\s*:\s*(?P<right>[^\[\]:]+?)\s*\]?$")
_IN_TEXT = re.compile(r"\[\s*(?P<left>[^\[\]:]+?)\s*:\s*(?P<right>[^\[\]:]+?)\s*\]")
_HEADS = (
    ("parameter", r"parameters?|generics?|parameter name|constant"),
    ("name", r"(?:port|signal|pin|wire)s?(?: names?)?|names?|identifier|inputs?|outputs?"),
    ("direction", r"(?:port |signal )?(?:direction|dir\.?)|i/?o|in/out|input/output|mode"),
    ("width", (r"(?:bit |bus |data |port )?(?:width|size|range)s?(?: ?\(?(?:in )?bits?\)?)?|bits?"
     r"|bitwidth|vector|\#? ?(?:no\.|number) of bits|\# ?bits")),
    ("default", r"default(?: value)?|value"),
    ("signed", r"signed(?:ness)?\??|sign"),
    ("type", r"(?:port |data |signal )?types?|kind"),
    ("description", r"descriptions?|function|meaning|purpose|comments?|notes?|details?|role"),
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class TableResult:
    """What a table declares, and how many lines it takes."""

    drafts: list[Draft] = field(default_factory=list)
    parameters: list[ParameterDraft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    length: int = 0


def read_table(
    document: Document,
    numbers: list[int],
    start: int,
    *,
    direction: Direction | None,
    is_parameters: bool,
    names: Collection[str],
    block: int,
) -> TableResult | None:
    """Read the table that begins at one of the given lines.

    Args:
        document: The text.
        numbers: The lines of the document that are prose.
        start: Index in `numbers` of the line to begin at.
        direction: Direction of the section around the table.
        is_parameters: The section around the table lists parameters.
        names: Names that may stand for a number of bits.
        block: Number of the list that the ports belong to.

    Returns:
        None when no table of ports or parameters begins here.
    """
    lines = document.source.lines
    head = numbers[start]
    if "|" not in lines[head - 1] or numbers[start + 1 : start + 2] != [head + 1]:
        return None
    rule = head + 1
    if not _RULE.match(lines[rule - 1]) or "-" not in lines[rule - 1]:
        return None
    roles = [_role_of(cell) for cell in _cells(lines[head - 1])]
    if direction is None:
        direction = _direction_of_heads(_cells(lines[head - 1]))
    kind = _kind(roles, direction, is_parameters=is_parameters)
    if kind is None:
        return None
    result = TableResult(length=2)
    for index in range(start + 2, len(numbers)):
        number = numbers[index]
        if number != numbers[index - 1] + 1 or "|" not in lines[number - 1]:
            break
        result.length += 1
        cells = dict(zip(roles, _cells(lines[number - 1]), strict=False))
        if kind == "parameter":
            _read_parameter(result, document, number, cells)
        else:
            _read_port(result, document, number, cells, direction, names, block)
    return result


def _kind(roles: list[str], direction: Direction | None, *, is_parameters: bool) -> str | None:
    if "parameter" in roles or (is_parameters and "name" in roles):
        return "parameter"
    if roles.count("name") > 1:
        return None  # `| Inputs | | Outputs | |` stands over a truth table
    has_direction = "direction" in roles or "type" in roles or direction is not None
    return "port" if "name" in roles and has_direction and len(roles) > 1 else None


def _cells(line: str) -> list[str]:
    text = line.strip()
    text = text[1:] if text.startswith("|") else text
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", text)]


def _role_of(head: str) -> str:
    word = plain_text(head).strip().lower()
    for role, pattern in _HEADS:
        if re.fullmatch(pattern, word):
            return role
    return ""


def _direction_of_heads(heads: list[str]) -> Direction | None:
    """`| Input | Width |` gives its direction in the head of the first column."""
    words = {plain_text(head).strip().lower().split(" ")[0] for head in heads[:1]}
    found = {DIRECTIONS[word] for word in words if word in {"input", "inputs", "output", "outputs"}}
    return found.pop() if len(found) == 1 else None


def _read_parameter(
    result: TableResult, document: Document, number: int, cells: dict[str, str]
) -> None:
    name = plain_text(cells.get("parameter") or cells.get("name") or "").strip()
    if not re.fullmatch(r"[A-Za-z_]\w*", name):
        return
    default = plain_text(cells.get("default", "")).strip()
    result.parameters.append(
        ParameterDraft(
            name=name, default=default or None, description=cells.get("description", ""),
            source=document.at(number), style=Style.LIST,
        )
    )  # fmt: skip


def _read_port(
    result: TableResult,
    document: Document,
    number: int,
    cells: dict[str, str],
    direction: Direction | None,
    names: Collection[str],
    block: int,
) -> None:
    kind = plain_text(f"{cells.get('direction', '')} {cells.get('type', '')}").strip()
    words = re.findall(r"in/out|input/output|i/o|[a-z]+", kind.lower())
    stated = next((DIRECTIONS[word] for word in words if word in DIRECTIONS), direction)
    phrases = read_phrases(cells.get("name", ""), names, is_loose=True)
    if stated is None and phrases:
        stated = phrases[0].direction
    if not phrases or stated is None:
        if any(cells.values()):
            what = "its name" if not phrases else "its direction"
            result.findings.append(
                Finding(
                    code="SPEC204", severity=Severity.WARNING, path=document.source.path,
                    line=number, message=f"row of the port table: {what} cannot be read",
                    remedy="write `| name | input | 8 | what it is |`",
                )
            )  # fmt: skip
        return
    is_signed = "signed" in words or cells.get("signed", "").strip().lower() in {"yes", "signed"}
    for phrase in phrases:
        for item in phrase.items:
            left, right, width = _bits(item, cells.get("width", ""), kind, names)
            result.drafts.append(
                Draft(
                    name=item.name, direction=stated, left=left, right=right, width=width,
                    is_signed=is_signed or phrase.is_signed,
                    description=plain_text(cells.get("description", "")),
                    source=document.at(number), style=Style.LIST, block=block,
                )
            )  # fmt: skip


def _bits(
    item: Item, cell: str, kind: str, names: Collection[str]
) -> tuple[str | None, str | None, str | None]:
    """Return (left, right, width) from the name, the width column and the type column."""
    if item.left is not None:
        return item.left, item.right, None
    text = plain_text(cell).strip()
    bounds = _IN_TEXT.search(text) or _RANGE.match(text) or _IN_TEXT.search(kind)
    if bounds:
        return bounds["left"], bounds["right"], None
    width = bare_width(text, names)
    if width is None and re.fullmatch(r"[-–—]?\d+|[\w\s+*/$()-]+", text) and text:
        width = text if not re.fullmatch(r"scalar|bit|wire|[-–—]", text.lower()) else "1"
    if text in {"-", "–", "—"}:
        width = "1"
    return None, None, width or item.width

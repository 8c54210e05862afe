"""What one place of a text says about one port, before anything is evaluated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from rtlgen.spec.model import Direction, SourceRef

DIRECTIONS = {
    "input": Direction.INPUT,
    "inputs": Direction.INPUT,
    "in": Direction.INPUT,
    "i": Direction.INPUT,
    "output": Direction.OUTPUT,
    "outputs": Direction.OUTPUT,
    "out": Direction.OUTPUT,
    "o": Direction.OUTPUT,
    "inout": Direction.INOUT,
    "inouts": Direction.INOUT,
    "io": Direction.INOUT,
    "i/o": Direction.INOUT,
    "in/out": Direction.INOUT,
    "input/output": Direction.INOUT,
    "bidirectional": Direction.INOUT,
    "bidir": Direction.INOUT,
}
"""Words for a direction, in lower case."""


class Style(IntEnum):
    """How a port was written down; the lowest style that names ports decides the interface."""

    FRONT_MATTER = 0
    HEADER = 1
    LIST = 2
    PROSE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One mention of a port that declares it."""

    name: str
    direction: Direction | None
    left: str | None = None
    """Left bound of a range, as an expression; None when there is no range."""
    right: str | None = None
    width: str | None = None
    """Width in bits as an expression, where it is stated without a range."""
    is_signed: bool = False
    description: str = ""
    source: SourceRef
    style: Style
    block: int = 0
    """Number of the list that the port stands in; a name may occur once in a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterDraft:
    """One mention of a parameter."""

    name: str
    default: str | None
    description: str = ""
    source: SourceRef
    style: Style


def plain_text(text: str) -> str:
    """Remove Markdown's marks around words, and its escapes, from one line."""
    text = re.sub(r"\\([_*\[\]#|`<>-])", r"\1", text)
    text = text.replace("`", "").replace("“", '"').replace("”", '"')
    text = re.sub(r"\*\*|(?<![\w*])\*(?=\w)|(?<=\w)\*(?![\w*(])", "", text)
    text = re.sub(r"(?<!\w)__(?=\w)|(?<=[\w)\]])__(?!\w)", "", text)
    return text.replace("&nbsp;", " ")

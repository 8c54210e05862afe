"""Marks: every port is one token for the model, whatever its name.

A small model learns late to copy a name letter by letter; it never has to. The prompt tells the
name of each mark once, in the list of ports, and from then on both sides write the mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from rtlgen.spec.model import Spec

MARKS: Final = tuple(chr(0xE000 + number) for number in range(32))
"""Characters of Unicode's private area; a module with more ports has the others by name."""

_ANY: Final = re.compile(f"[{MARKS[0]}-{MARKS[-1]}]")
_NAME: Final = r"(?<![\w'.]){}(?!\w)"
"""A whole word that is no digits of a number (`'h`) and no member (`.a`)."""
_INNER: Final = r"[({{](?:[^(){{}};]|[({{](?:[^(){{}};]|[({{][^(){{}};]*[)}}])*[)}}])*[)}}]"
"""What stands in brackets, up to three deep: its commas part no declarations."""
_DECLARED: Final = (
    r"\b(?:genvar|integer|localparam|parameter|reg|wire)\b"
    rf"(?:[^;=]|=(?:[^,;(){{{{}}}}]|{_INNER})*,)*?" + _NAME
)
_SMALL_WORDS: Final = frozenset(["a", "as", "at", "by", "in", "is", "of", "on", "or", "so", "to"])
"""Words of English that are also names of ports."""
_FOLLOW_NAMES: Final = (
    r"(?:and|or|xor|nor|nand|xnor|not|is|are|was|as|has|with|plus|minus|times|if|when|while|to|"
    r"into|equals?|should|shall|must|goes|becomes|stays|holds|then|for|at|changes?|in|on)\b"
)
_NOT_BEFORE_A_WORD: Final = r"(?!\s+[A-Za-z]{2,})"
_AS_ENGLISH: Final = rf"(?!\s+(?!{_FOLLOW_NAMES})[A-Za-z]{{2,}})"
"""Not before a word that can only follow the small word: `a register`, but `a and b`."""


def without_marks(text: str) -> str:
    """Return the text without characters that would be taken for ports."""
    return _ANY.sub("", text)


def mark_prose(spec: Spec, text: str) -> str:
    """Write marks for the ports of `spec` in a text in English.

    Small words are ports only where they do not read as English: not before a word, or, in texts
    that never quote them in backquotes, not before a word other than the likes of `and`.
    """
    marked = zip(MARKS, (port.name for port in spec.ports), strict=False)
    for mark, name in sorted(marked, key=lambda one: -len(one[1])):
        is_quoted = re.search(f"`{name}[`\\[]", text) if name in _SMALL_WORDS else None
        text = _in_prose(name, is_quoted=bool(is_quoted)).sub(mark, text)
    return text


@cache
def _in_prose(name: str, *, is_quoted: bool) -> re.Pattern[str]:
    if name not in _SMALL_WORDS:
        return re.compile(_NAME.format(name))
    return re.compile(_NAME.format(name) + (_NOT_BEFORE_A_WORD if is_quoted else _AS_ENGLISH))


def mark_verilog(names: Iterable[str], body: str) -> str:
    """Write marks for ports in the body of the top module; modules that follow keep their names."""
    own, end, others = body.partition("endmodule")
    for mark, name in zip(MARKS, names, strict=False):
        own = re.sub(_NAME.format(name), mark, own)
    return own + end + others


def unmark_verilog(names: Iterable[str], body: str) -> str:
    """Put the names back; what the body declares under the name of a port gives way."""
    own, end, others = body.partition("endmodule")
    marked = dict(zip(MARKS, names, strict=False))
    for name in marked.values():
        if re.search(_DECLARED.format(name), own):
            own = re.sub(_NAME.format(name), _unused(name, own, marked.values()), own)
    return _ANY.sub(lambda found: marked.get(found[0], "unknown_port"), own) + end + others


def _unused(name: str, text: str, names: Iterable[str]) -> str:
    taken = {*re.findall(r"[A-Za-z_]\w*", text), *names}
    while name in taken:
        name += "_"
    return name

"""Names of ports in prose: with backquotes, with other quotes or none, with a word before them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final

from rtlgen.datagen.drawn import Drawn
from rtlgen.spec.model import Direction

_MARKS: Final = ("`{}`", "{}", "'{}'", '"{}"', "**{}**")
_HOW_OFTEN: Final = (40, 42, 9, 6, 3)
_ROLES: Final = 0.2
"""Of the texts in which some names get a word before them."""
_PLACE: Final = re.compile(
    r"(?:(?<=\bof )|(?<=\bif )|(?<=\bwhile )|(?<=\bwhen )|(?<=\bto )|(?<=\bfrom )|(?<=\bby ))"
    r"`(\w+)`(?! *[\[=+*/<>&|^~XAO-])(?!, | and )"
)
_WORD: Final = re.compile(r"[a-z]{6,}")
"""What would be taken for a word of English, and may be misspelt."""
_NAME: Final = re.compile(r"`(\w+)((?:\[[\w:+*-]+\])?)`")


def with_names(
    text: str, drawn: Drawn, rng: random.Random, *, is_prose: Callable[[str], bool]
) -> str:
    """Write the names of ports in another way, the same all over the text.

    Args:
        text: A description with backquotes around names.
        drawn: The design; other names are left alone if they look like words.
        rng: Decides.
        is_prose: Whether a line may get words before its names.
    """
    if rng.random() < _ROLES:
        words = _words(drawn, rng)
        lines = [
            _PLACE.sub(lambda m: _with_word(m, words, rng), line) if is_prose(line) else line
            for line in text.split("\n")
        ]
        text = "\n".join(lines)
    mark = rng.choices(_MARKS, _HOW_OFTEN)[0]
    ports = {port.name for port in drawn.ports}

    def marked(match: re.Match[str]) -> str:
        is_name = match[1] in ports or not _WORD.fullmatch(match[1])
        return mark.format(match[1] + match[2]) if is_name else match[0]

    return _NAME.sub(marked, text)


def _words(drawn: Drawn, rng: random.Random) -> dict[str, str]:
    """Return the word for each port."""
    is_plain = rng.random() < 0.3
    return {
        port.name: "signal"
        if is_plain
        else "input" if port.direction is Direction.INPUT else "output"
        for port in drawn.ports
    }  # fmt: skip


def _with_word(match: re.Match[str], words: dict[str, str], rng: random.Random) -> str:
    word = words.get(match[1])
    return f"the {word} {match[0]}" if word and rng.random() < 0.4 else match[0]

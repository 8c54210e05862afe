"""The description of a design in other words that mean the same.

Groups of phrases (`phrases`) are tried one after the other; where a member stands, another one of
the group may take its place. Then names lose their backquotes, or get other ones. Tables, arrows
and code are left alone.
"""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from rtlgen.datagen.drawn import Drawn
from rtlgen.datagen.writers.names import with_names
from rtlgen.datagen.writers.phrases import GROUPS
from rtlgen.datagen.writers.slots import SLOT, Known, pattern

SHARE: Final = 0.75
"""Of the texts that are put in other words."""
_EACH: Final = 0.5
"""Of the phrases that are exchanged in such a text."""
_OFTEN: Final = 0.8
"""Of those that nearly all texts have: beginnings, the clock, the reset."""
_MOVED: Final = 0.2
"""Of the texts whose sentence on the clock goes to the front."""
_TIGHT: Final = 0.15
"""Of the texts in which operators stand without spaces."""
_OPERATOR: Final = re.compile(r"(?<=[\w)\]]) ([&^|]) (?=[\w(~])")
_NO_PROSE: Final = re.compile(r"^(?!.*[~&^]).* \| |-->|^\s*\||^\w+ \[|^\s*```")
_BEGINS: Final = re.compile(r"(?:^|[.:;!?]|[.:;] \d+\.|^\d+\.|^\s*[-*])\s*$")
_ARTICLE: Final = re.compile(r"\b([Aa])n? (?=(\d+)(?:[- ]bit|-to-|-byte))")
_GAP: Final = re.compile(r"(?<=[\w`)]) (?=[,;] )")
"""Left before a phrase that begins with a comma."""
_AN: Final = re.compile(r"\b([Aa]) (?=(?:FSM|LFSR|LSB|MSB|XOR|XNOR|AND|OR)\b)")
_CLOCKED: Final = re.compile(r"(?<=\. )Everything happens [^.]*\.(?: |$)")


@dataclass(frozen=True, slots=True)
class _Group:
    """A group that is ready to be tried."""

    sources: tuple[tuple[str, re.Pattern[str]], ...]
    """A piece of text without which the pattern cannot be found, in small letters; the pattern."""
    targets: tuple[str, ...]
    chance: float
    """That a match is exchanged."""
    where: str
    """`^` for the beginning of a sentence, `^^` for that of the text, or nothing."""


def rephrased(drawn: Drawn, rng: random.Random) -> Drawn:
    """Return the design with one of its descriptions, which is now and then told in other words."""
    text = rng.choice(drawn.says)
    return dataclasses.replace(
        drawn, says=(rephrase(text, drawn, rng) if rng.random() < SHARE else text,)
    )


def rephrase(text: str, drawn: Drawn, rng: random.Random) -> str:
    """Put a description in other words.

    Args:
        text: The description, with backquotes around names.
        drawn: The design, for its ports.
        rng: Decides.
    """
    known = Known(drawn)
    if rng.random() < _MOVED:
        text = _clock_first(text)
    lines = []
    for number, line in enumerate(text.split("\n")):
        at = _prose_at(line)
        lines.append(line[:at] + _line(line[at:], known, rng, is_first=not number and not at))
    if rng.random() < _TIGHT:
        lines = [n if _NO_PROSE.search(n) else _OPERATOR.sub(r"\1", n) for n in lines]
    return with_names("\n".join(lines), drawn, rng, is_prose=lambda s: not _NO_PROSE.search(s))


def _clock_first(text: str) -> str:
    """Let the sentence on the clock come first."""
    found = _CLOCKED.search(text)
    if found is None or "\n" in text:
        return text
    return f"{found[0].strip()} {text[: found.start()]}{text[found.end() :]}".strip()


def _prose_at(line: str) -> int:
    """Return where the prose of a line begins: behind a table or arrows, or nowhere."""
    found = list(_NO_PROSE.finditer(line))
    if not found:
        return 0
    return (line.find(". ", found[-1].end()) + 2) if ". " in line[found[-1].end() :] else len(line)


def _line(line: str, known: Known, rng: random.Random, *, is_first: bool) -> str:
    for group in _groups():
        if group.where == "^^" and not is_first:
            continue
        lowered = line.lower()
        for piece, source in group.sources:
            if piece in lowered:
                line = source.sub(_exchange(group, known, rng), line)
    line = _GAP.sub("", line)
    return _AN.sub(r"\1n ", _ARTICLE.sub(_article, line))


def _exchange(group: _Group, known: Known, rng: random.Random) -> Callable[[re.Match[str]], str]:
    """Return what gives the text for a match."""

    def exchanged(match: re.Match[str]) -> str:
        before = match.string[: match.start()]
        is_begin = bool(_BEGINS.search(before))
        fits = {"^^": not before, "^": is_begin, "": True}[group.where]
        if not fits or rng.random() >= group.chance:
            return match[0]
        text = _other(group, match, known, rng)
        is_capital = match[0][0].isupper() or (is_begin and not match[0][0].islower())
        return text[0].upper() + text[1:] if is_capital else text

    return exchanged


def _other(group: _Group, match: re.Match[str], known: Known, rng: random.Random) -> str:
    """Choose another member of a group; return the match itself if none can be filled."""
    found = {name: text for name, text in match.groupdict().items() if text is not None}
    if not known.fits(found):
        return match[0]
    filled = (known.filled(target, found, rng) for target in group.targets)
    texts = [text for text in filled if text is not None and text != match[0]]
    return rng.choice(texts) if texts else match[0]


def _article(match: re.Match[str]) -> str:
    """Write `an 8-bit` and `a 4-bit`."""
    is_an = match[2][0] == "8" or match[2] in ("11", "18")
    return f"{match[1]}{'n' if is_an else ''} "


@cache
def _groups() -> tuple[_Group, ...]:
    return tuple(_group(members) for members in GROUPS)


def _group(members: tuple[str, ...]) -> _Group:
    where = re.match(r"[<>]?(\^*)", members[0])
    plain = [(text[0], text.lstrip("<>").lstrip("^")) for text in members]
    sources = [text for mark, text in plain if mark != ">"]
    sources.sort(key=len, reverse=True)
    return _Group(
        sources=tuple((_piece(text), pattern(text)) for text in sources),
        targets=tuple(text for mark, text in plain if mark != "<"),
        chance=_OFTEN if (where and where[1]) or "{rst}" in members[0] else _EACH,
        where=where[1] if where else "",
    )


def _piece(template: str) -> str:
    """Return the longest literal of a template."""
    return max(SLOT.sub("\0", template).split("\0"), key=len).lower()

"""How large a text becomes when its macros are expanded, without expanding them.

A dozen macros that each use the one before twice make a text that no parser reads to its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

MAX_EXPANDED: Final = 1 << 22
"""Characters that a text may have after expansion."""
MAX_MACRO_DEPTH: Final = 64
"""Deepest chain of macros that use each other."""

_DEFINE: Final = re.compile(
    r"`define[ \t]+(?P<name>\\?\w+)(?:\((?P<formals>[^()]*)\))?(?P<body>(?:[^\n\\]|\\[^\n]|\\\n)*)"
)
_USE: Final = re.compile(r"`\w+")
_WORD: Final = re.compile(r"`?\w+")
_OPENING: Final = re.compile(r"\s*\(")
_BRACKET: Final = re.compile(r"[(\[{}\]),]")


@dataclass(frozen=True, slots=True)
class _Macro:
    formals: tuple[str, ...]
    body: str


def expanded_length(text: str) -> int:
    """Return an upper bound of the characters of a text after expansion.

    Args:
        text: Source text without comments and strings.

    Raises:
        RecursionError: macros use each other more than `MAX_MACRO_DEPTH` deep.
    """
    macros: dict[str, list[_Macro]] = {}
    for match in _DEFINE.finditer(text):
        formals = match["formals"]
        names = (
            () if formals is None else tuple(f.split("=")[0].strip() for f in formals.split(","))
        )
        macros.setdefault(match["name"], []).append(_Macro(names, match["body"]))
    if not macros:
        return len(text)
    return _length(_DEFINE.sub("", text), {}, macros, _Costs({}), 0)


@dataclass(frozen=True, slots=True)
class _Costs:
    """What was computed: macro and lengths of its arguments → length."""

    known: dict[tuple[str, tuple[int, ...]], int]


def _length(
    text: str,
    sizes: Mapping[str, int],
    macros: Mapping[str, list[_Macro]],
    costs: _Costs,
    depth: int,
) -> int:
    """Length of a text in which the formals have the given sizes."""
    if depth > MAX_MACRO_DEPTH:
        raise RecursionError
    total, at = len(text), 0
    pattern = _WORD if sizes else _USE
    while match := pattern.search(text, at):
        at = match.end()
        word = match[0]
        name = word[1:]
        if word[0] != "`" or name not in macros:
            total += sizes.get(word, 0)
            continue
        arguments: tuple[int, ...] = ()
        if any(macro.formals for macro in macros[name]):
            parts, at = _arguments(text, at)
            arguments = tuple(_length(part, sizes, macros, costs, depth + 1) for part in parts)
        total += _use(name, arguments, macros, costs, depth)
        if total > MAX_EXPANDED:
            break
    return total


def _use(
    name: str, arguments: tuple[int, ...], macros: Mapping[str, list[_Macro]], costs: _Costs,
    depth: int,
) -> int:  # fmt: skip
    """Length of one use; where a name is defined several times, of the longest definition."""
    key = (name, arguments)
    if key not in costs.known:
        costs.known[key] = max(
            _length(m.body, dict(zip(m.formals, arguments, strict=False)), macros, costs, depth + 1)
            for m in macros[name]
        )
    return costs.known[key]


def _arguments(text: str, at: int) -> tuple[list[str], int]:
    """Cut the arguments of a use; the position after them is returned as well."""
    opening = _OPENING.match(text, at)
    if opening is None:
        return [], at
    start = opening.end()
    parts: list[str] = []
    for end, char in _outside_brackets(text, start):
        parts.append(text[start:end])
        start = end + 1
        if char == ")":
            return parts, start
    return parts, len(text)


def _outside_brackets(text: str, at: int) -> Iterator[tuple[int, str]]:
    """Yield the commas and the closing bracket of the level that `at` is in."""
    level = 0
    for match in _BRACKET.finditer(text, at):
        char = match[0]
        if char in "([{":
            level += 1
        elif level:
            level -= char in ")]}"
        elif char in "),":
            yield match.start(), char

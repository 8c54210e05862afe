"""Directives, comments, characters and names, on the tokens of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pyslang import parsing

from rtlgen.lint.rules.allowed.grammar import CONDITIONALS, DIRECTIVES
from rtlgen.lint.rules.allowed.groups import Group, Hit
from rtlgen.verilog.syntax import Compiled

LONGEST_NAME = 1024
"""Characters of one token."""
_COMMENTS = (parsing.TriviaKind.LineComment, parsing.TriviaKind.BlockComment)
_PRAGMA = re.compile(
    r"\b(?:translate|compile)_o(?:n|ff)\b|\bsynthesis[_ ]o(?:n|ff)\b|\b(?:full|parallel)_case\b",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SUSPECT = re.compile(rf"[`\\]|\S{{{LONGEST_NAME + 1}}}|{_PRAGMA.pattern}", re.IGNORECASE)
"""What a text must hold, beside other characters than ASCII, to have a token worth a look."""


def refused_tokens(verilog: str, compiled: Compiled) -> Iterator[Hit]:
    """Yield what is not allowed among the tokens of a text and in the space between them."""
    for pattern, what in (
        (_CONTROL, "a control character"),
        (_INVISIBLE, "an invisible character"),
    ):
        if match := pattern.search(verilog):
            yield Hit(Group.CHARACTERS, what, verilog.count("\n", 0, match.start()) + 1)
    if verilog.isascii() and not _SUSPECT.search(verilog):
        return
    hits: list[Hit] = []

    def visit(node: object) -> None:
        if isinstance(node, parsing.Token):
            hits.extend(_token(node, compiled))

    compiled.tree.root.visit(visit)
    yield from hits


def _token(token: parsing.Token, compiled: Compiled) -> Iterator[Hit]:
    lines_after = 0
    for trivia in reversed(token.trivia):
        if trivia.kind is parsing.TriviaKind.Directive:
            yield from _directive(trivia.syntax(), compiled)
            continue
        text = trivia.getRawText()
        lines_after += text.count("\n")
        if trivia.kind in _COMMENTS and _PRAGMA.search(text):
            said = " ".join(text.split())[:60]
            line = max(1, compiled.line(token.location) - lines_after)
            yield Hit(Group.PRAGMAS, f"the comment {said!r}", line)
    text = token.rawText
    if len(text) > LONGEST_NAME and token.kind is not parsing.TokenKind.StringLiteral:
        yield Hit(Group.SIZES, f"a name or number of {len(text)} characters", token.location)
    elif text.startswith("\\"):
        yield Hit(Group.ESCAPED_NAMES, f"the name {text[:60]!r}", token.location)
    if not text.isascii():
        yield Hit(Group.CHARACTERS, "a character beyond ASCII", token.location)


def _directive(node: Any, compiled: Compiled) -> Iterator[Hit]:
    name, kind = node.directive.rawText, node.kind.name
    place = node.directive.location
    if kind in CONDITIONALS:
        yield Hit(Group.CONDITIONALS, f"the directive {name}", place)
    elif kind == "DefaultNetTypeDirective":
        if node.netType.rawText not in ("wire", "none"):
            yield Hit(Group.DIRECTIVES, f"{name} {node.netType.rawText}", place)
    elif kind not in DIRECTIVES:
        yield Hit(Group.DIRECTIVES, f"the directive {name}", place)
    if "\\" in name:
        yield Hit(Group.ESCAPED_NAMES, f"the name {name[:60]!r}", place)
    # What a definition holds is checked where it is used, but a tool may obey its comments.
    for token in getattr(node, "body", ()):
        yield from (hit for hit in _token(token, compiled) if hit.group is Group.PRAGMAS)

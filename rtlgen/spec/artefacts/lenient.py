"""JSON as people write it for WaveDrom: JavaScript's object literals.

Names without quotes, single quotes, comments and commas before a bracket are accepted; line
numbers stay what they are.
"""

from __future__ import annotations

import json
import re

_TOKEN = re.compile(
    r"""(?P<space>\s+)|(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<string>"(?:[^"\\\n]|\\.)*")|"""
    r"""(?P<single>'(?:[^'\\\n]|\\.)*')|(?P<word>[A-Za-z_$][\w$]*)|"""
    r"""(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<mark>[\[\]{}:,])|(?P<other>.)""",
    re.DOTALL,
)
_PLAIN_WORDS = frozenset({"true", "false", "null"})


def to_json(text: str) -> str:
    """Rewrite object literals as JSON; what is neither stays as it is, for the parser to name."""
    parts: list[str] = []
    comma: int | None = None
    for match in _TOKEN.finditer(text):
        kind, word = match.lastgroup, match[0]
        if kind == "comment":
            parts.append("\n" * word.count("\n"))
            continue
        if comma is not None and word in ("]", "}"):
            parts[comma] = ""
        if kind != "space":
            comma = len(parts) if word == "," else None
        parts.append(_as_json(kind, word))
    return "".join(parts)


def _as_json(kind: str | None, word: str) -> str:
    if kind == "single":
        body = word[1:-1].replace("\\'", "'").replace('"', '\\"')
        return f'"{body}"'
    if kind == "word" and word not in _PLAIN_WORDS:
        return json.dumps(word)
    if kind == "number":
        word = word.lstrip("+")
        word = re.sub(r"^(-?)\.", r"\g<1>0.", word)
        word = re.sub(r"\.(?=$|[eE])", ".0", word)
        return re.sub(r"^(-?)0+(?=\d)", r"\1", word)
    return word

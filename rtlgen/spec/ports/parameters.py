"""Parameters with their defaults, in lists and in sentences."""

from __future__ import annotations

import re

from rtlgen.spec.document import Document
from rtlgen.spec.model import SourceRef
from rtlgen.spec.ports.draft import ParameterDraft, Style, plain_text

_VALUE = r"(?P<value>\d+\s*'\s*s?[bdhoBDHO]\s*[0-9a-fA-F_xz]+|\$clog2\([^)]*\)|\d+)"
_DEFAULT = re.compile(
    rf"\bdefault(?:s|ed|ing)?(?:\s+(?:value|to|is|of|width|=))*\s*[:=]?\s*{_VALUE}"
    rf"|{_VALUE.replace('value', 'before')}\s+by\s+default",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^(?:parameters?\s*:?\s+)?(?:(?:integer|int|\[[^\]]*\])\s+)?"
    r"(?P<name>[A-Za-z_]\w*)\s*(?:\((?P<note>[^)]*)\))?\s*"
    r"(?:=\s*(?P<default>[^,;:()]*(?:\([^()]*\)[^,;:()]*)*))?"
    r"\s*(?:$|[:,;.(]|--?\s|[–—]|//)\s*(?P<description>.*)$"
)
_SENTENCE = re.compile(
    r"\bparameters?\s+(?:is\s+|(?:called|named)\s+)?[`'\"]?(?P<name>[A-Za-z_]\w*)[`'\"]?"
)
_ASSIGNED = re.compile(rf"\b(?P<name>[A-Za-z_]\w*)\s*=\s*{_VALUE}")
_NOT_NAMES = frozenset(
    [
        "is",
        "are",
        "to",
        "for",
        "of",
        "the",
        "a",
        "an",
        "that",
        "which",
        "and",
        "or",
        "with",
        "in",
        "called",
        "named",
        "list",
        "value",
        "values",
    ]
)


def read_parameter_item(text: str, source: SourceRef, style: Style) -> tuple[ParameterDraft, ...]:
    """Read one line of a list of parameters, such as `WIDTH = 8: bits of a word`."""
    plain = plain_text(text).strip()
    drafts = []
    for piece in re.split(r",\s*(?=(?:parameter\s+)?[A-Za-z_]\w*\s*=)", plain):
        match = _ITEM.match(piece)
        if match is None or match["name"].lower() in _NOT_NAMES:
            return ()
        words = " ".join(filter(None, (match["note"], match["description"])))
        default = (match["default"] or "").strip() or default_in_words(words)
        if default is None and re.fullmatch(r"\d+\.?", match["description"].strip()):
            default = match["description"].strip().rstrip(".")
        drafts.append(
            ParameterDraft(
                name=match["name"], default=default, description=words, source=source, style=style
            )
        )
    return tuple(drafts)


def default_in_words(text: str) -> str | None:
    """Return the value that a text calls the default."""
    match = _DEFAULT.search(text)
    return None if match is None else re.sub(r"\s+", "", match["value"] or match["before"])


def parameters_in_sentences(document: Document) -> tuple[ParameterDraft, ...]:
    """Read `a parameter N, which defaults to 8` and the like."""
    drafts = []
    for line, text in document.sentences:
        sentence = plain_text(text)
        for match in _SENTENCE.finditer(sentence):
            name = match["name"]
            rest = sentence[match.end() :]
            default = default_in_words(rest)
            if default is None and (value := re.match(rf"\s*[=(]\s*{_VALUE}", rest)):
                default = value["value"]
            if name.lower() in _NOT_NAMES or (default is None and not name.isupper()):
                continue
            drafts.append(
                ParameterDraft(
                    name=name, default=default, description=rest,
                    source=document.at(line), style=Style.PROSE,
                )
            )  # fmt: skip
    return tuple(drafts)


def assigned_value(document: Document, name: str) -> tuple[str, SourceRef] | None:
    """Return the number that the prose gives to a name as `N = 8` or `N (default 8)`."""
    for line, text in document.sentences:
        sentence = plain_text(text)
        for match in _ASSIGNED.finditer(sentence):
            if match["name"] == name:
                return match["value"], document.at(line)
        named = re.search(rf"\b{re.escape(name)}\b", sentence)
        if named and (default := default_in_words(sentence[named.end() :])):
            return default, document.at(line)
    return None

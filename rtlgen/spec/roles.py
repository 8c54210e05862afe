"""Clocks and resets: from names, descriptions and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from rtlgen.finding import Finding, Severity
from rtlgen.spec.document import Document
from rtlgen.spec.model import Direction, Port, Role, RoleKind, SourceRef

CLOCK_NAME: Final = re.compile(
    r"(?:\w*_)?(?:clk|clock)(?:_?(?:in|i|[a-z]|\d+))?|(?:clk|clock)_\w+", re.I
)
RESET_NAME: Final = re.compile(
    r"(?:\w*_)?(?:a|s|async_?|sync_?|n|sys_?)?(?:rst|reset|resetn|rstn|nrst|areset|clrn?)(?:_?(?:n|b|ni|i|in|async|sync|\d+))*",
    re.I,
)
LOW_NAME: Final = re.compile(r".*(?:rst|reset|clr)_?(?:n|b|ni)|n_?(?:rst|reset)", re.I)
_FALLING = re.compile(r"\b(?:negative|falling|neg)[- ]?(?:edge)|negedge", re.I)
_RISING = re.compile(r"\b(?:positive|rising|pos)[- ]?(?:edge)|posedge", re.I)
_LOW = re.compile(
    r"active[- ]low|low[- ]active|when (?:it is )?low|asserted low|negedge|= ?0\b", re.I
)
_HIGH = re.compile(r"active[- ]high|high[- ]active|asserted high", re.I)
_ASYNC = re.compile(r"\basynchronous(?:ly)?\b|\basync\b", re.I)
_SYNC = re.compile(r"(?<!a)\bsynchronous(?:ly)?\b|\bsync\b", re.I)


def assign_roles(
    ports: Sequence[Port],
    stated: Mapping[str, Role],
    descriptions: Mapping[str, str],
    documents: Iterable[Document],
) -> tuple[tuple[Port, ...], tuple[Finding, ...]]:
    """Give each input port its role.

    Args:
        ports: Ports without roles.
        stated: Roles that the front matter states.
        descriptions: Port → the words beside its declaration.
        documents: The texts, for sentences about clocks and resets.

    Returns:
        The ports, and a finding for each reset whose kind nothing states.
    """
    sentences = [text for document in documents for _, text in document.sentences]
    findings: list[Finding] = []
    result = []
    has_clock = any(_is_clock(port, descriptions) for port in ports) or any(
        role.kind is RoleKind.CLOCK for role in stated.values()
    )
    for port in ports:
        words = descriptions.get(port.name, "")
        if port.name in stated:
            port = replace(port, role=stated[port.name])
        elif _is_clock(port, descriptions):
            port = replace(port, role=_clock(port, words, sentences))
        elif has_clock and _is_reset(port, words):
            port = replace(port, role=_reset(port, words, sentences))
            if port.role.asynchronous is None:
                findings.append(_unstated(port))
        result.append(port)
    return tuple(result), tuple(findings)


def _is_clock(port: Port, descriptions: Mapping[str, str]) -> bool:
    if port.direction is not Direction.INPUT or port.width != 1:
        return False
    if CLOCK_NAME.fullmatch(port.name) and not re.search(r"en(?:able)?$", port.name, re.I):
        return True
    words = descriptions.get(port.name, "")
    return (
        re.match(
            r"\W*(?:the\s+)?(?:\w+\s+)?clock(?:\s+(?:signal|input))?\s*(?:$|[.,;(:])", words, re.I
        )
        is not None
    )


def _is_reset(port: Port, words: str) -> bool:
    if port.direction is not Direction.INPUT or port.width != 1:
        return False
    if RESET_NAME.fullmatch(port.name):
        return True
    return (
        re.match(r"\W*(?:(?:a?synchronous|active[- ](?:high|low)),?\s+)*reset\b", words, re.I)
        is not None
    )


def _clock(port: Port, words: str, sentences: Sequence[str]) -> Role:
    about = _about(port.name, sentences, r"clocks?|flip-?flops?|sequential|registers?|triggered")
    for text in (words, *about):
        if _RISING.search(text) and not _FALLING.search(text):
            return Role(kind=RoleKind.CLOCK)
        if _FALLING.search(text) and not _RISING.search(text):
            return Role(kind=RoleKind.CLOCK, active_low=True)
    return Role(kind=RoleKind.CLOCK)


def _reset(port: Port, words: str, sentences: Sequence[str]) -> Role:
    about = [words, *_about(port.name, sentences, r"resets?")]
    low: bool | None = None
    asynchronous: bool | None = None
    for text in about:
        if low is None and (_LOW.search(text) or _HIGH.search(text)):
            low = _LOW.search(text) is not None and not _HIGH.search(text)
        if asynchronous is None and (_ASYNC.search(text) or _SYNC.search(text)):
            asynchronous = _ASYNC.search(text) is not None
    if low is None:
        low = LOW_NAME.fullmatch(port.name) is not None
    if asynchronous is None and re.match(r"a(?:sync_?)?(?:rst|reset|clr)", port.name, re.I):
        asynchronous = True
    return Role(kind=RoleKind.RESET, active_low=low, asynchronous=asynchronous)


def _about(name: str, sentences: Sequence[str], words: str) -> list[str]:
    """Return the sentences that name the port, then those about its kind."""
    named = [s for s in sentences if re.search(rf"\b{re.escape(name)}\b", s)]
    others = [s for s in sentences if s not in named and re.search(rf"\b(?:{words})\b", s, re.I)]
    return named + others


def _unstated(port: Port) -> Finding:
    place = port.source or SourceRef(path="-", line=1)
    return Finding(
        code="SPEC208", severity=Severity.NOTE, path=place.path, line=place.line,
        message=f"reset {port.name!r}: the text does not say whether it is synchronous or "
        "asynchronous",
        remedy="write it",
    )  # fmt: skip

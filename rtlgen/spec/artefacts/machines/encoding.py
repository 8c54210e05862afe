"""Codes of states: `A = 00`, `000, 001, ..., 101 for states A, B, ..., F`, one-hot by name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from rtlgen.spec.artefacts.values import strip_marks
from rtlgen.spec.model import Bits, Encoding

_CODES = re.compile(
    r"(?<![\w'])(?:\d+'b)?[01]{2,}(?:\s*,\s*(?:and\s+)?(?:(?:\d+'b)?[01]{2,}|\.{2,}|…)|"
    r"\s+and\s+(?:\d+'b)?[01]{2,})+(?!\w)"
)
_ABOUT_CODES = re.compile(
    r"\b(?:cod(?:e|es|ed|ing)|encod\w+|assign\w*|one[- ]?hot)\b", re.IGNORECASE
)
_NEAR = 160
"""Characters around a list of codes in which its states may stand."""
_STYLES = (
    (Encoding.ONE_HOT, re.compile(r"\bone[- ]?hot\b", re.IGNORECASE)),
    (Encoding.GRAY, re.compile(r"\bgray[- ]?cod\w*|\bgray\s+(?:encod\w+|order)", re.IGNORECASE)),
    (Encoding.BINARY, re.compile(r"\bbinary\s+(?:state\s+)?(?:encod\w+|cod\w+|assign\w*)", re.I)),
)


def style_in(prose: Sequence[tuple[int, str]]) -> Encoding | None:
    """Return the encoding that the text names."""
    text = _joined(prose)
    return next((style for style, pattern in _STYLES if pattern.search(text)), None)


def codes_in(
    states: Sequence[str], prose: Sequence[tuple[int, str]], width: int | None
) -> tuple[tuple[str, Bits], ...]:
    """Return the codes that the text gives to the states; empty when it gives none.

    Args:
        states: In the order in which the text brings them.
        prose: The text.
        width: Bits of a port that carries the state, where there is one.
    """
    if len({len(s) for s in states}) == 1 and all(re.fullmatch(r"[01]{2,}", s) for s in states):
        return tuple((state, state) for state in states)
    text = _joined(prose)
    for made in (_one_by_one(states, text), _as_list(states, text)):
        if made and (width is None or len(made[0][1]) == width):
            return made
    count = len(states)
    if style_in(prose) is Encoding.ONE_HOT and width == count:
        return tuple((s, format(1 << i, f"0{count}b")) for i, s in enumerate(states))
    if style_in(prose) is Encoding.BINARY and width is not None and count <= 1 << width:
        return tuple((s, format(i, f"0{width}b")) for i, s in enumerate(states))
    return ()


def _joined(prose: Sequence[tuple[int, str]]) -> str:
    return " ".join(strip_marks(text) for _, text in prose)


def _one_by_one(states: Sequence[str], text: str) -> tuple[tuple[str, Bits], ...]:
    """`A = 00, B = 01`."""
    found = []
    for state in states:
        match = re.search(rf"(?<![\w'])([01]{{2,}})\s*\(\s*{re.escape(state)}\s*\)", text)
        match = match or re.search(
            rf"(?<![\w'\"]){re.escape(state)}['\"]?\s*(?:=|:|is|as|→)\s*\(?\s*(?:\d+\s*)?'?b?([01]{{2,}})\b",
            text,
        )
        if match is None:
            return ()
        found.append((state, match[1]))
    return _sound(found)


def _as_list(states: Sequence[str], text: str) -> tuple[tuple[str, Bits], ...]:
    """Codes in a row, in the order of the states beside them, an ellipsis included."""
    for match in _CODES.finditer(text):
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if not _ABOUT_CODES.search(around):
            continue
        codes = _expand(re.findall(r"(?<!\d)[01]{2,}(?!')|\.{2,}|…", match[0]), len(states))
        if codes is not None:
            order = _order(states, text, match.start(), match.end())
            return _sound(list(zip(order, codes, strict=True)))
    return ()


def _expand(parts: Sequence[str], count: int) -> list[Bits] | None:
    """Fill in `...` by counting up or by moving the one; None when the number does not fit."""
    gaps = [i for i, part in enumerate(parts) if not part.isdigit()]
    if not gaps:
        return list(parts) if len(parts) == count else None
    at = gaps[0]
    if len(gaps) > 1 or at < 2 or at != len(parts) - 2:
        return None
    numbers, last = [int(part, 2) for part in parts[:at]], int(parts[at + 1], 2)
    width = len(parts[0])
    steps: tuple[Callable[[int], int], ...] = (
        lambda n: n + 1,
        lambda n: 2 * n,
        lambda n: n // 2,
    )
    for step in steps:
        if any(step(a) != b for a, b in itertools.pairwise(numbers)):
            continue
        whole = list(numbers)
        while len(whole) < count:
            whole.append(step(whole[-1]))
        if whole[-1] == last and len(whole) == count:
            return [format(n, f"0{width}b") for n in whole]
    return None


def _order(states: Sequence[str], text: str, start: int, stop: int) -> list[str]:
    """The order of the states: as listed after or before the codes, else as they were met.

    Of `A, B, ..., F` only the ends are there: the order is then that of the names.
    """
    name = "|".join(re.escape(state) for state in sorted(states, key=len, reverse=True))
    row = (
        rf"(?<!\w)(?:{name})(?:\s*,\s*(?:and\s+)?(?:{name}|\.{{2,}}|…)|\s+and\s+(?:{name}))+(?!\w)"
    )
    lists = [*re.findall(row, text[stop : stop + _NEAR]),
             *reversed(re.findall(row, text[max(0, start - _NEAR) : start]))]  # fmt: skip
    by_name = sorted(states, key=lambda s: [(p.isdigit(), int(p) if p.isdigit() else 0, p)
                                            for p in re.split(r"(\d+)", s)])  # fmt: skip
    for words in lists:
        shown = re.findall(rf"(?<!\w)(?:{name})(?!\w)", words)
        if sorted(shown) == sorted(states):
            return shown
        is_gap = len(shown) >= 2 and ("..." in words or "…" in words)
        if is_gap and (shown[0], shown[-1]) == (by_name[0], by_name[-1]):
            return by_name
    return list(states)


def _sound(codes: Sequence[tuple[str, Bits]]) -> tuple[tuple[str, Bits], ...]:
    """Codes of one length, each of one state; else none."""
    is_sound = len({len(code) for _, code in codes}) == 1
    return tuple(codes) if is_sound and len({code for _, code in codes}) == len(codes) else ()

"""Textual edits: what an operator does to a design."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Bytes `start` up to `stop` of the UTF-8 text are replaced; `start == stop` inserts."""

    start: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Edits that belong together and make one other design."""

    edits: tuple[Edit, ...]
    line: int
    """1-based line of the original at which the change is told."""
    description: str
    """One line, for example "`&` → `|`"."""


def apply_edits(data: bytes, edits: Iterable[Edit]) -> str:
    """Return the text after the edits; those at the same place keep their order.

    Args:
        data: The original as UTF-8.
        edits: In any order; they must not overlap.

    Raises:
        ValueError: two edits replace the same bytes.
    """
    parts: list[bytes] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.stop)):
        if edit.start < at:
            raise ValueError(f"edits overlap at byte {edit.start}: {edit.text!r}")
        parts += [data[at : edit.start], edit.text.encode()]
        at = edit.stop
    return b"".join([*parts, data[at:]]).decode()

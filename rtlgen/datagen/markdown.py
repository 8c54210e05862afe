"""Pieces of cards in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from typing import Any

import yaml


def front_matter(values: Mapping[str, Any]) -> list[str]:
    """Return the block of YAML at the head of a card, as the Hugging Face hub reads it.

    Source: https://huggingface.co/docs/hub/model-cards#model-card-metadata
    """
    text = yaml.safe_dump(dict(values), sort_keys=False, allow_unicode=True)
    return ["---", *text.splitlines(), "---", ""]


def licence() -> str:
    """Return the licence of this project as the hub names it."""
    return str(metadata.metadata("rtlgen")["License-Expression"]).lower()


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return the lines of a table with an empty one behind it; whole numbers get their commas."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(cell(value) for value in row)} |" for row in rows]
    return [*lines, ""]


def cell(value: object) -> str:
    """Return a value as it stands in a table or a sentence."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value).replace("|", r"\|")


def section(title: str, *lines: str, level: int = 2) -> list[str]:
    """Return a heading with what stands below it."""
    return [f"{'#' * level} {title}", "", *lines, *([] if lines and not lines[-1] else [""])]

"""The formats of scores by name."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from rtlgen.evaluate.data import render_json, render_jsonl
from rtlgen.evaluate.summary import Summary
from rtlgen.evaluate.tables import render_human, render_markdown

FORMATS: Final = MappingProxyType[str, Callable[[Summary], str]](
    {
        "human": render_human,
        "json": render_json,
        "jsonl": render_jsonl,
        "markdown": render_markdown,
    }
)

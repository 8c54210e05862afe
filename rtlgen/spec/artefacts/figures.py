"""Images that a specification refers to."""

from __future__ import annotations

import re
from pathlib import Path

from rtlgen.spec.artefacts.grid import Reporter
from rtlgen.spec.model import Figure
from rtlgen.spec.source import SourceText

MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
_LINK = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)\s]+)[^)]*\)")


def find_figures(source: SourceText, report: Reporter) -> list[Figure]:
    """Return the images of `![alt](path)`; paths are relative to the file of the text."""
    figures = []
    folder = Path(source.path).parent if source.path != "-" else Path()
    for number, text in enumerate(source.lines, start=1):
        for match in _LINK.finditer(text):
            path = Path(match["path"])
            media_type = MEDIA_TYPES.get(path.suffix.lower())
            if media_type is None or "://" in match["path"]:
                report.warning(
                    "SPEC301",
                    number,
                    f"the figure {match['path']!r} is not a local image that can be used",
                    "store it beside the text as PNG",
                )
                continue
            full = path if path.is_absolute() else folder / path
            if not full.is_file():
                report.warning(
                    "SPEC301",
                    number,
                    f"the figure {match['path']!r} does not exist",
                    "correct the path",
                )
                continue
            figures.append(
                Figure(
                    path=str(full),
                    alt_text=match["alt"],
                    media_type=media_type,
                    source=source.at(number),
                )
            )
    return figures

"""`rtlgen report`: what the journal says, as text, JSON or one HTML file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rtlgen.cli.journal import JournalFile, existing_journal
from rtlgen.cli.options import require_known
from rtlgen.errors import UsageError

Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Write a self-contained page.")
]
Format = Annotated[str, typer.Option("--format", metavar="NAME", help="On stdout: human or json.")]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Entries from then on, as in 2026-01-31."),
]


def report(
    journal: JournalFile = None,
    html: Html = None,
    output_format: Format = "human",
    since: Since = None,
) -> None:
    """Show accuracy beside cost, latency and how often a person had to step in.

    By design class, backend and stage of automation, from the journal that `rtlgen generate` keeps.
    """
    from rtlgen.evidence.files import write_text
    from rtlgen.journal import Journal
    from rtlgen.report.journal import read_pages, render_human, render_json
    from rtlgen.report.page import render_html

    require_known("--format", "format", output_format, ["human", "json"])
    path = existing_journal(journal)
    with Journal.open(path) as opened:
        entries, acts, decisions = opened.entries(), opened.acts(), opened.decisions()
        images = tuple(item for item in opened.images() if since is None or item.at >= since)
    entries = tuple(entry for entry in entries if since is None or entry.at >= since)
    if not entries:
        raise UsageError(f"{path}: holds no entry{'' if since is None else f' since {since}'}")
    pages = read_pages(entries, acts, decisions, images)
    sys.stdout.write(render_json(pages) if output_format == "json" else render_human(pages))
    if html is not None:
        write_text(html, render_html(pages, entries, acts))

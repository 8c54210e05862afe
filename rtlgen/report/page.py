"""The figures of a journal as one HTML file: no script, nothing from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rtlgen.errors import UsageError
from rtlgen.evidence.trace import read_trace
from rtlgen.journal.figures import Figures
from rtlgen.journal.records import Act, Entry
from rtlgen.report.drawing import bars, scatter, waveform
from rtlgen.report.journal import Pages

_MOST_WAVEFORMS = 8
"""Mismatches that are drawn, the latest ones."""
_MOST_ENTRIES = 200
"""Entries that are listed, the latest ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """The first mismatch of an answer that failed."""

    source: str
    at: str
    svg: str


def render_html(pages: Pages, entries: Sequence[Entry], acts: Sequence[Act]) -> str:
    """Return the page."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True,
        trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    done = {act.entry: act.kind.value for act in acts}
    return environment.get_template("page.html.j2").render(
        pages=pages,
        plots={
            "Accuracy beside cost, by design class": _against_tokens(pages.classes),
            "Accuracy beside cost, by backend": _against_tokens(pages.backends),
        },
        seconds=bars(_seconds(pages.whole), "s"),
        latency=bars({name: f.latency_p95_s for name, f in pages.classes.items()}, "s"),
        mismatches=_mismatches(entries),
        entries=[(entry, done.get(entry.id, "")) for entry in reversed(entries[-_MOST_ENTRIES:])],
        count=len(entries),
    )  # fmt: skip


def _against_tokens(groups: Mapping[str, Figures]) -> str:
    points = {
        name: (found.tokens / found.requests, found.passed / found.requests)
        for name, found in groups.items()
    }
    return scatter(points, "tokens a specification", "passed")


def _seconds(found: Figures) -> dict[str, float]:
    return {
        "model": found.model_s, "lint": found.lint_s, "simulation": found.simulate_s,
        "proof": found.formal_s, "people": found.review_s,
    }  # fmt: skip


def _mismatches(entries: Sequence[Entry]) -> list[Mismatch]:
    found = []
    for entry in reversed(entries):
        path = Path(entry.folder) / "mismatch.json"
        if entry.status != "FAIL" or not path.is_file():
            continue
        try:
            steps = read_trace(path)
        except UsageError:
            continue  # it was replaced or edited meanwhile
        found.append(Mismatch(source=entry.source, at=entry.at, svg=waveform(steps)))
        if len(found) == _MOST_WAVEFORMS:
            break
    return found

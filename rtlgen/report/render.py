"""The formats by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from rtlgen.errors import UsageError, suggest
from rtlgen.evidence.files import write_text
from rtlgen.report.data import render_json, render_jsonl
from rtlgen.report.forges import render_github, render_gitlab
from rtlgen.report.human import render_human
from rtlgen.report.model import Report
from rtlgen.report.sarif import render_sarif


def _junit(report: Report) -> str:
    from rtlgen.report.junit import render_junit

    return render_junit(report)


FORMATS: dict[str, Callable[[Report], str]] = {
    "human": render_human,
    "json": render_json,
    "jsonl": render_jsonl,
    "github": render_github,
    "gitlab": render_gitlab,
    "sarif": render_sarif,
    "junit": _junit,
}


def check_format(name: str, flag: str, known: Collection[str] = FORMATS) -> str:
    """Return the name when it is a format; raises UsageError with the nearest one."""
    if name in known:
        return name
    raise UsageError(f"{flag}: unknown format {name!r}; {suggest(name, known)}")


def render(report: Report, name: str) -> str:
    """Return the report as text in a format; raises UsageError when there is no such format."""
    return FORMATS[check_format(name, "--format")](report)


def parse_targets(
    values: Sequence[str], known: Collection[str] = FORMATS
) -> list[tuple[str, Path]]:
    """Read `FORMAT:PATH` values of `--report`, whose formats are `known`.

    Raises:
        UsageError: one is wrong, or names a file that cannot be written; said before any work.
    """
    targets = []
    for value in values:
        name, _, text = value.partition(":")
        if not text:
            raise UsageError(f"--report {value}: write FORMAT:PATH, for example sarif:rtlgen.sarif")
        path = Path(text)
        targets.append((check_format(name, "--report", known), path))
        if path.is_dir():
            raise UsageError(f"--report {value}: {path} is a folder; name a file")
        if not path.parent.is_dir():
            raise UsageError(f"--report {value}: there is no folder {path.parent}; create it")
    return targets


def write_reports(report: Report, targets: Sequence[tuple[str, Path]]) -> None:
    """Write each report; raises UsageError where a file cannot be written."""
    for name, path in targets:
        write_text(path, render(report, name))

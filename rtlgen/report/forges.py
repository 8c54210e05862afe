"""Annotations of GitHub workflows and GitLab's code quality report.

Source: GitHub, "Workflow commands for GitHub Actions"; GitLab, "Code Quality: report format".
"""

from __future__ import annotations

import json

from rtlgen.finding import Severity
from rtlgen.report.model import Report
from rtlgen.report.remarks import Remark, remarks

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_GITLAB = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render_github(report: Report) -> str:
    """A workflow command for each remark; GitHub shows the first ten of a kind and step."""
    return "".join(_annotation(remark) for remark in remarks(report))


def _annotation(remark: Remark) -> str:
    finding = remark.finding
    place = [f"file={_property(remark.path)}"]
    if finding.line is not None:
        place.append(f"line={finding.line}")
    if finding.column is not None:
        place.append(f"col={finding.column}")
    place.append(f"title={_property(finding.code)}")
    return f"::{_COMMANDS[finding.severity]} {','.join(place)}::{_data(remark.text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def render_gitlab(report: Report) -> str:
    """GitLab's code quality report; a remark on a whole file stands at its first line."""
    rows = [
        {
            "description": remark.text,
            "check_name": remark.finding.code,
            "fingerprint": remark.fingerprint,
            "severity": _GITLAB[remark.finding.severity],
            "location": {"path": remark.path, "lines": {"begin": remark.finding.line or 1}},
        }
        for remark in remarks(report)
    ]
    return json.dumps(rows, indent=1) + "\n"

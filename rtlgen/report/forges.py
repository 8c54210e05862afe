"""Annotations of GitHub workflows and GitLab's code quality report.

Source: GitHub, "Workflow commands for GitHub Actions"; GitLab, "Code Quality: report format".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from rtlgen.finding import Finding, Severity
from rtlgen.report.model import Report, ReportItem
from rtlgen.verdict import Status

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_GITLAB = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def failures(item: ReportItem) -> Iterator[Finding]:
    """Yield a finding for each check that is not PASS and has no ERROR finding of its own."""
    for check in item.verdict.checks:
        if check.status in (Status.PASS, Status.SKIPPED):
            continue
        if any(finding.severity is Severity.ERROR for finding in check.findings):
            continue
        severity = Severity.ERROR if check.status is Status.FAIL else Severity.WARNING
        code = "SIM103" if check.check == "simulate" else "FRM101"
        if check.status is not Status.FAIL:
            code = f"{check.check}-{check.status.lower()}"
        yield Finding(
            code=code, severity=severity, message=f"{check.check}: {check.status}: {check.reason}",
            path=item.path,
        )  # fmt: skip


def render_github(report: Report) -> str:
    """A workflow command for each finding and each verdict that is not PASS."""
    lines = []
    for item in report.items:
        for finding in (*item.findings, *failures(item)):
            place = [f"file={_property(finding.path or item.path)}"]
            if finding.line is not None:
                place.append(f"line={finding.line}")
            if finding.column is not None:
                place.append(f"col={finding.column}")
            place.append(f"title={_property(finding.code)}")
            remedy = f" ({finding.remedy})" if finding.remedy else ""
            message = _data(finding.message + remedy)
            lines.append(f"::{_COMMANDS[finding.severity]} {','.join(place)}::{message}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def render_gitlab(report: Report) -> str:
    """GitLab's code quality report."""
    rows = []
    for item in report.items:
        for finding in (*item.findings, *failures(item)):
            path = finding.path or item.path
            material = f"{finding.code}:{path}:{finding.line}:{finding.message}"
            rows.append(
                {
                    "description": finding.message,
                    "check_name": finding.code,
                    "fingerprint": hashlib.sha256(material.encode()).hexdigest(),
                    "severity": _GITLAB[finding.severity],
                    "location": {"path": path, "lines": {"begin": finding.line or 1}},
                }
            )
    return json.dumps(rows, indent=1) + "\n"

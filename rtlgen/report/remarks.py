"""What a report remarks on: the findings of all checks, and the verdicts that none explains."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rtlgen.finding import Finding, Severity
from rtlgen.report.codes import BROKEN, TIMED_OUT, UNDECIDED
from rtlgen.report.model import Report, ReportItem
from rtlgen.verdict import CheckResult, Status

_MISMATCH = "SIM103"
_DEFECTS = {"formal": "FRM101"}
_OPEN = {Status.TIMEOUT: TIMED_OUT, Status.ERROR: BROKEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing that a forge shows beside the source."""

    finding: Finding
    path: str
    """The file as a forge knows it, see `forge_path`."""
    fingerprint: str
    """64 hex digits, unique in the report. The same remark has the same one in the next run, even
    when it has moved to another line."""

    @property
    def text(self) -> str:
        """What is wrong and what to do."""
        remedy = f" ({self.finding.remedy})" if self.finding.remedy else ""
        return f"{self.finding.message}{remedy}"


def remarks(report: Report) -> Iterator[Remark]:
    """Yield what forges show, file by file."""
    seen: Counter[str] = Counter()
    for item in report.items:
        for finding, identity in _remarks_of(item):
            path = forge_path(finding.path or item.path)
            key = f"{finding.code}:{path}:{identity}"
            seen[key] += 1
            material = os.fsencode(f"{key}:{seen[key]}")
            yield Remark(
                finding=finding, path=path, fingerprint=hashlib.sha256(material).hexdigest()
            )


def _remarks_of(item: ReportItem) -> Iterator[tuple[Finding, str]]:
    """Findings with what makes them the same in another run; a verdict is known by its check."""
    for finding in item.findings:
        yield finding, finding.message
    for check in item.verdict.checks:
        if not _is_explained(check):
            yield _verdict(check, item.path), check.check


def _is_explained(check: CheckResult) -> bool:
    return check.status in (Status.PASS, Status.SKIPPED) or any(
        finding.severity is Severity.ERROR for finding in check.findings
    )


def _verdict(check: CheckResult, path: str) -> Finding:
    """A check that is not PASS as a finding on the file as a whole."""
    if check.status is Status.FAIL:
        code, severity = _DEFECTS.get(check.check, _MISMATCH), Severity.ERROR
    else:
        code, severity = _OPEN.get(check.status, UNDECIDED), Severity.WARNING
    message = f"{check.check}: {check.status}: {check.reason}"
    return Finding(code=code, severity=severity, message=message, path=path)


def forge_path(path: str) -> str:
    """The path as GitHub and GitLab match it with the files of a change.

    Relative to the current folder where the file lies below it, with `/` and without `./`.
    """
    if Path(path).is_absolute():
        relative = os.path.relpath(path)
        return path if relative.startswith("..") else relative
    return os.path.normpath(path)

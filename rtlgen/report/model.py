"""What a report holds."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from rtlgen.finding import Finding
from rtlgen.verdict import Status, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItem:
    """One file that was checked."""

    path: str
    verdict: Verdict
    is_judged: bool
    """Whether something told right from wrong behaviour; else only lint looked at the file."""
    trace: str | None = None
    """Path of the trace that shows the failure, where one was written."""

    @property
    def status(self) -> Status:
        """The verdict; a file that only lint looked at is PASS when lint has no errors."""
        if self.is_judged or self.verdict.status is not Status.UNKNOWN:
            return self.verdict.status
        undecided = [c.status for c in self.verdict.checks if c.status is Status.UNKNOWN]
        return Status.UNKNOWN if undecided else Status.PASS

    @property
    def replay_command(self) -> str | None:
        """What the user types to see the failure again, where a trace was written."""
        if self.trace is None:
            return None
        return shlex.join(["rtlgen", "check", self.path, "--replay", self.trace])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all checks."""
        return tuple(f for check in self.verdict.checks for f in check.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All files of one run."""

    items: tuple[ReportItem, ...]
    version: str
    """Version of rtlgen."""

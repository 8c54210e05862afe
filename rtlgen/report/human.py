"""For people at a terminal; the text may change at any time."""

from __future__ import annotations

from rtlgen.report.model import Report, ReportItem
from rtlgen.verdict import CheckResult


def render_human(report: Report) -> str:
    """A line per file and check, findings and evidence below."""
    return "\n".join(line for item in report.items for line in _item(item)) + "\n"


def _item(item: ReportItem) -> list[str]:
    has_only_lint = [check.check for check in item.verdict.checks] == ["lint"]
    remark = " (lint only)" if has_only_lint and not item.is_judged else ""
    lines = [f"{item.path}: {item.status}{remark}"]
    lines += [f"  {_check(check)}" for check in item.verdict.checks]
    said = {check.reason for check in item.verdict.checks}
    lines += [f"  {finding}" for finding in item.findings if str(finding) not in said]
    if item.replay_command is not None:
        lines.append(f"  replay: {item.replay_command}")
    return lines


def _check(check: CheckResult) -> str:
    return f"{check.check:<9} {check.status:<7} {check.reason}".rstrip()

"""Reports are contracts: compared as literal text, read by their own libraries."""

from __future__ import annotations

import json

import pytest

from rtlgen.errors import UsageError
from rtlgen.finding import Finding, Severity
from rtlgen.report import FORMATS, Report, ReportItem, render
from rtlgen.verdict import CheckKind, CheckResult, Evidence, Status, Verdict

WARNING = Finding(
    code="RTL203",
    severity=Severity.WARNING,
    message="'q' is assigned with = in a clocked block: 100%",
    path="rtl/a.v",
    line=3,
    column=5,
    remedy="write <=",
)
FAILED = Verdict(
    candidate_id="0123",
    checks=(
        CheckResult(check="lint", kind=CheckKind.STATIC, status=Status.PASS, findings=(WARNING,)),
        CheckResult(
            check="simulate",
            kind=CheckKind.BEHAVIOURAL,
            status=Status.FAIL,
            reason="q = 1, want 0 @ 10 ns (d=0)",
            passed=0,
            total=1,
            expected_total=4,
            evidence=Evidence(summary="q = 1, want 0"),
        ),
        CheckResult(
            check="formal", kind=CheckKind.BEHAVIOURAL, status=Status.SKIPPED, reason="it failed"
        ),
    ),
)
CLEAN = Verdict(
    candidate_id="4567",
    checks=(CheckResult(check="lint", kind=CheckKind.STATIC, status=Status.PASS, reason="clean"),),
)
REPORT = Report(
    items=(
        ReportItem(path="rtl/a.v", verdict=FAILED, is_judged=True, trace="ev/mismatch.json"),
        ReportItem(path="rtl/b.v", verdict=CLEAN, is_judged=False),
    ),
    version="0.1.0",
)


def test_human() -> None:
    """People see a line per check, the findings and how to see the failure again."""
    assert render(REPORT, "human") == (
        "rtl/a.v: FAIL\n"
        "  lint      PASS\n"
        "  simulate  FAIL    q = 1, want 0 @ 10 ns (d=0)\n"
        "  formal    SKIPPED it failed\n"
        "  rtl/a.v:3:5: warning RTL203 'q' is assigned with = in a clocked block: 100% (write <=)\n"
        "  replay: rtlgen check rtl/a.v --replay ev/mismatch.json\n"
        "rtl/b.v: PASS (lint only)\n"
        "  lint      PASS    clean\n"
    )


def test_github() -> None:
    """Workflow commands with escaped text."""
    assert render(REPORT, "github") == (
        "::warning file=rtl/a.v,line=3,col=5,title=RTL203::'q' is assigned with = in a clocked "
        "block: 100%25 (write <=)\n"
        "::error file=rtl/a.v,title=SIM103::simulate: FAIL: q = 1, want 0 @ 10 ns (d=0)\n"
    )


def test_gitlab() -> None:
    """GitLab's code quality rows."""
    assert (
        render(REPORT, "gitlab")
        == """[
 {
  "description": "'q' is assigned with = in a clocked block: 100% (write <=)",
  "check_name": "RTL203",
  "fingerprint": "4855574ff5af4dcf6767907960717b9a7f873925a7cc9f2b2fb92aa1c8ef8e14",
  "severity": "minor",
  "location": {
   "path": "rtl/a.v",
   "lines": {
    "begin": 3
   }
  }
 },
 {
  "description": "simulate: FAIL: q = 1, want 0 @ 10 ns (d=0)",
  "check_name": "SIM103",
  "fingerprint": "e30a3d055471e38d8972d0740d77cc0b71080b324ef379a48a1a32df8e4d13b8",
  "severity": "critical",
  "location": {
   "path": "rtl/a.v",
   "lines": {
    "begin": 1
   }
  }
 }
]
"""
    )


def test_json_and_jsonl_hold_the_same() -> None:
    """The two data formats carry a schema version and the same files."""
    whole = json.loads(render(REPORT, "json"))
    rows = [json.loads(line) for line in render(REPORT, "jsonl").splitlines()]
    assert whole["schema_version"] == 1
    assert [{"schema_version": 1, **item} for item in whole["files"]] == rows
    assert [row["status"] for row in rows] == ["FAIL", "PASS"]


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_report_is_legal(name: str) -> None:
    """No file gives an empty document of each format, not a crash."""
    render(Report(items=(), version="0.1.0"), name)


def test_an_unknown_format_suggests_the_nearest() -> None:
    """A slip in a format's name is met with the right one."""
    with pytest.raises(
        UsageError, match=r"^--format: unknown format 'sarfi'; did you mean 'sarif'\?$"
    ):
        render(REPORT, "sarfi")

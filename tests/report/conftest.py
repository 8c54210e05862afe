"""Reports of every shape that a run can end with."""

from __future__ import annotations

import dataclasses

import pytest

from rtlgen.finding import Finding, Severity
from rtlgen.report import Report, ReportItem
from rtlgen.verdict import CheckKind, CheckResult, Evidence, Status, TraceStep, Verdict

LATCH = Finding(
    code="RTL202", severity=Severity.ERROR, message="'q' keeps its value", path="rtl/a.v", line=3,
    column=5, remedy="assign it on every path",
)  # fmt: skip
WITHOUT_LINE = Finding(
    code="RTL018", severity=Severity.NOTE, message="not analysed", path="rtl/a.v"
)
WITHOUT_PATH = Finding(code="RTL013", severity=Severity.WARNING, message="two top modules")
LINT = CheckResult(check="lint", kind=CheckKind.STATIC, status=Status.PASS, reason="clean")
PASSED = CheckResult(
    check="simulate", kind=CheckKind.BEHAVIOURAL, status=Status.PASS, passed=4, total=4,
    expected_total=4,
)  # fmt: skip
FAILED = CheckResult(
    check="simulate",
    kind=CheckKind.BEHAVIOURAL,
    status=Status.FAIL,
    reason="q = {1, 0}, want 2'b00 @ 10 ns",
    total=1,
    expected_total=4,
    evidence=Evidence(
        summary="q = 1, want 0 @ 10 ns",
        trace=(TraceStep(inputs=(("d", "0"),), expected=(("q", "0"),), got=(("q", "1"),)),),
        log="vvp: \x1b[31mred\x00 \udcff",
    ),
)


def open_check(status: Status, check: str = "formal") -> CheckResult:
    """A check that says nothing about the design."""
    return CheckResult(check=check, kind=CheckKind.BEHAVIOURAL, status=status, reason="no answer")


def report(*checks: CheckResult, path: str = "rtl/a.v", trace: str | None = None) -> Report:
    """A report on one file."""
    verdict = Verdict(candidate_id="0123456789abcdef", checks=checks)
    item = ReportItem(path=path, verdict=verdict, is_judged=True, trace=trace)
    return Report(items=(item,), version="0.1.0")


def lint(*findings: Finding, status: Status = Status.PASS) -> CheckResult:
    """A lint result with findings."""
    return dataclasses.replace(LINT, status=status, findings=findings)


SHAPES = {
    "no file": Report(items=(), version="0.1.0"),
    "lint alone": report(LINT),
    "PASS": report(LINT, PASSED),
    "a finding with line and column": report(lint(LATCH, status=Status.FAIL)),
    "the same finding in another line": report(
        lint(dataclasses.replace(LATCH, line=99), status=Status.FAIL)
    ),
    "findings without line, column or path": report(lint(WITHOUT_LINE, WITHOUT_PATH), PASSED),
    "FAIL with evidence": report(LINT, FAILED, trace="ev/a/mismatch.json"),
    "FAIL of a proof": report(LINT, dataclasses.replace(FAILED, check="formal")),
    "UNKNOWN": report(LINT, PASSED, open_check(Status.UNKNOWN)),
    "TIMEOUT": report(LINT, open_check(Status.TIMEOUT)),
    "ERROR": report(LINT, open_check(Status.ERROR)),
    "SKIPPED": report(LINT, open_check(Status.SKIPPED)),
    "a path with blanks and letters of other scripts": report(FAILED, path="my rtl/zähler 计.v"),
    "an absolute path": report(FAILED, path="/nowhere/rtl #1/a.v"),
    "a path that is not normal": report(FAILED, path="./rtl/../rtl/a.v"),
    "a path that is no UTF-8": report(FAILED, path="rtl/\udcff.v"),
    "standard input": report(FAILED, path="-"),
    "the same finding twice": report(lint(LATCH, LATCH, status=Status.FAIL)),
    "the same file twice": Report(items=report(FAILED).items * 2, version="0.1.0"),
}
"""Name → report."""


@pytest.fixture(params=SHAPES.values(), ids=SHAPES.keys())
def shape(request: pytest.FixtureRequest) -> Report:
    """One report of each shape."""
    return request.param


@pytest.fixture
def shapes() -> dict[str, Report]:
    """All of them by name."""
    return SHAPES

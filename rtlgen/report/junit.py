"""JUnit XML: a suite for each file, a case for each check."""

from __future__ import annotations

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from rtlgen.report.model import Report
from rtlgen.verdict import CheckResult, Status

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def render_junit(report: Report) -> str:
    """FAIL is a failure; UNKNOWN, TIMEOUT and ERROR are errors; SKIPPED is skipped."""
    xml = JUnitXml("rtlgen")
    for item in report.items:
        suite = TestSuite(item.path)
        for check in item.verdict.checks:
            suite.add_testcase(_case(check, item.path))
        xml.add_testsuite(suite)
    xml.update_statistics()  # type: ignore[no-untyped-call]
    return _HEAD + str(xml.tostring().decode())  # type: ignore[no-untyped-call]


def _case(check: CheckResult, path: str) -> TestCase:
    case = TestCase(check.check, classname=path, time=round(check.elapsed_s, 3))
    if check.status is Status.FAIL:
        case.result = [Failure(check.reason, "FAIL")]
    elif check.status is Status.SKIPPED:
        case.result = [Skipped(check.reason)]
    elif check.status is not Status.PASS:
        case.result = [Error(check.reason, check.status.value)]
    return case

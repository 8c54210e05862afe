"""JUnit XML as Jenkins and GitLab read it: a suite for each file, a case for each check.

Source: the Ant schema that junitparser names; GitLab, "Unit test reports" (attribute `file`).
"""

from __future__ import annotations

import re
from pathlib import PurePath

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from junitparser.junitparser import Attr, FinalResult

from rtlgen.report.model import Report, ReportItem
from rtlgen.report.remarks import forge_path
from rtlgen.verdict import CheckResult, Status

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2) does not allow, even escaped."""


class _Case(TestCase):
    file = Attr()
    """GitLab links the case with this file."""


def render_junit(report: Report) -> str:
    """FAIL is a failure; UNKNOWN, TIMEOUT and ERROR are errors; SKIPPED is skipped."""
    xml = JUnitXml("rtlgen")
    for item in report.items:
        suite = TestSuite(_plain(forge_path(item.path)))
        for check in item.verdict.checks:
            suite.add_testcase(_case(check, item))
        xml.add_testsuite(suite)
    xml.update_statistics()  # type: ignore[no-untyped-call]
    return _HEAD + str(xml.tostring().decode()) + "\n"  # type: ignore[no-untyped-call]


def _case(check: CheckResult, item: ReportItem) -> TestCase:
    path = forge_path(item.path)
    # Jenkins takes what stands before the last dot for the package.
    name = ".".join(part for part in PurePath(path).with_suffix("").parts if part != "/")
    case = _Case(check.check, classname=_plain(name), time=round(check.elapsed_s, 3))
    case.file = _plain(path)
    result = _result(check)
    if result is not None:
        result.text = _plain(_details(check, item))
        case.result = [result]
    elif check.findings:
        case.system_out = _plain("\n".join(map(str, check.findings)))
    return case


def _result(check: CheckResult) -> FinalResult | None:
    reason = _plain(check.reason)
    if check.status is Status.PASS:
        return None
    if check.status is Status.SKIPPED:
        return Skipped(reason, "SKIPPED")
    if check.status is Status.FAIL:
        return Failure(reason, "FAIL")
    return Error(reason, check.status.value)


def _details(check: CheckResult, item: ReportItem) -> str:
    """Everything that helps to see the failure again."""
    lines = [check.reason, *map(str, check.findings)]
    if check.evidence is not None:
        lines += [check.evidence.summary, check.evidence.log]
        lines.append(item.replay_command or "")
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _plain(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)

"""JUnit: read by its own library, and in the shape that Jenkins and GitLab show."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from junitparser import JUnitXml

from rtlgen.report import Report, render

Shapes = dict[str, Report]


def cases(report: Report) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(render(report, "junit").encode()).iter("testcase"))  # noqa: S314


def test_every_shape_parses(shape: Report) -> None:
    """Whatever a run ends with, junitparser finds a suite for each file and a case per check."""
    xml = JUnitXml.fromstring(render(shape, "junit").encode())
    assert len(list(xml)) == len({item.path for item in shape.items})
    assert xml.tests == sum(len(item.verdict.checks) for item in shape.items)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("PASS", (2, 0, 0, 0)),
        ("FAIL with evidence", (2, 1, 0, 0)),
        ("UNKNOWN", (3, 0, 1, 0)),
        ("TIMEOUT", (2, 0, 1, 0)),
        ("ERROR", (2, 0, 1, 0)),
        ("SKIPPED", (2, 0, 0, 1)),
    ],
)
def test_counts(shapes: Shapes, name: str, counts: tuple[int, int, int, int]) -> None:
    """FAIL is a failure, what is undecided an error, and what was not run is skipped."""
    xml = JUnitXml.fromstring(render(shapes[name], "junit").encode())
    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == counts


def test_literal_text(shapes: Shapes) -> None:
    """The whole file for a design that failed; what XML cannot hold is replaced."""
    assert render(shapes["FAIL with evidence"], "junit") == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<testsuites name="rtlgen" tests="2" failures="1" errors="0" skipped="0" time="0.0">'
        '<testsuite name="rtl/a.v" tests="2" errors="0" failures="1" skipped="0" time="0.0">'
        '<testcase name="lint" classname="rtl.a" time="0.0" file="rtl/a.v" />'
        '<testcase name="simulate" classname="rtl.a" time="0.0" file="rtl/a.v">'
        '<failure message="q = {1, 0}, want 2\'b00 @ 10 ns" type="FAIL">'
        "q = {1, 0}, want 2'b00 @ 10 ns\n"
        "q = 1, want 0 @ 10 ns\n"
        "vvp: \ufffd[31mred\ufffd \ufffd\n"
        "rtlgen check rtl/a.v --replay ev/a/mismatch.json"
        "</failure></testcase></testsuite></testsuites>\n"
    )


def test_warnings_of_a_good_check_are_its_output(shapes: Shapes) -> None:
    """What lint remarks on a design that passes is not lost."""
    case = cases(shapes["findings without line, column or path"])[0]
    assert case.findtext("system-out") == (
        "rtl/a.v: note RTL018 not analysed\nwarning RTL013 two top modules"
    )


def test_a_path_with_letters_of_other_scripts(shapes: Shapes) -> None:
    """Names of files survive."""
    case = cases(shapes["a path with blanks and letters of other scripts"])[0]
    assert case.get("file") == "my rtl/zähler 计.v"
    assert case.get("classname") == "my rtl.zähler 计"

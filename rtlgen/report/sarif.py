"""SARIF 2.1.0, with what GitHub code scanning asks for beyond the standard.

Source: OASIS Static Analysis Results Interchange Format (SARIF) Version 2.1.0, section 3; GitHub,
"SARIF support for code scanning".
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rtlgen.finding import Severity
from rtlgen.report.model import Report
from rtlgen.report.pages import body_of, rule_pages, title_of
from rtlgen.report.remarks import Remark, forge_path, remarks
from rtlgen.verdict import Status

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_LONGEST_DESCRIPTION = 1000
"""GitHub takes 1024 characters for the description of a rule, escapes included."""
_LABEL = re.compile(r"\*\*(.+?)\*\*")


def render_sarif(report: Report) -> str:
    """One run with a result for each remark; every file is listed, whatever its verdict."""
    found = list(remarks(report))
    codes = sorted({remark.finding.code for remark in found})
    run = {
        "tool": {
            "driver": {"name": "rtlgen", "version": report.version, "rules": _rules(codes)},
        },
        "invocations": [{"executionSuccessful": not _has_broken(report)}],
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The folder in which rtlgen was started."}}
        },
        "artifacts": [
            {"location": location}
            for location in _unique([_location(forge_path(item.path)) for item in report.items])
        ],
        "columnKind": "unicodeCodePoints",
        "results": [_result(remark, codes.index(remark.finding.code)) for remark in found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _has_broken(report: Report) -> bool:
    return any(item.status is Status.ERROR for item in report.items)


def _unique(locations: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """SARIF wants every artifact once, also where the user named a file twice."""
    return [item for index, item in enumerate(locations) if item not in locations[:index]]


def _rules(codes: Sequence[str]) -> list[dict[str, Any]]:
    pages = rule_pages()
    return [_rule(code, pages.get(code, f"# {code}")) for code in codes]


def _rule(code: str, page: str) -> dict[str, Any]:
    title, markdown = title_of(page), body_of(page)
    text = _LABEL.sub(r"\1:", markdown) or title
    return {
        "id": code,
        "shortDescription": {"text": _escape(title)},
        "fullDescription": {"text": _escape(" ".join(text.split())[:_LONGEST_DESCRIPTION])},
        "help": {"text": _escape(text), "markdown": _escape(markdown or title)},
    }


def _result(remark: Remark, rule_index: int) -> dict[str, Any]:
    # GitHub shows nothing without a line, so a remark on a whole file stands at its first one.
    region = {"startLine": remark.finding.line or 1}
    if remark.finding.column is not None:
        region["startColumn"] = remark.finding.column
    place = {"artifactLocation": _location(remark.path), "region": region}
    return {
        "ruleId": remark.finding.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[remark.finding.severity],
        "message": {"text": _escape(remark.text)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"rtlgen/v1": remark.fingerprint},
    }


def _location(path: str) -> dict[str, str]:
    """Where a file is, as a URI reference (RFC 3986)."""
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": _ROOT}


def _escape(text: str) -> str:
    """Double the braces, which would be placeholders (section 3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")

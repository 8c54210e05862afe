"""SARIF 2.1.0, as GitHub code scanning reads it.

Source: OASIS Static Analysis Results Interchange Format (SARIF) Version 2.1.0, section 3.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from rtlgen.finding import Finding, Severity
from rtlgen.report.forges import failures
from rtlgen.report.model import Report

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(report: Report) -> str:
    """One run with a result for each finding and for each verdict that is not PASS."""
    results = [
        _result(finding, item.path)
        for item in report.items
        for finding in (*item.findings, *failures(item))
    ]
    rules = [{"id": code} for code in sorted({result["ruleId"] for result in results})]
    driver = {"name": "rtlgen", "version": report.version, "rules": rules}
    run = {"tool": {"driver": driver}, "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _result(finding: Finding, path: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": finding.path or path}}
    if finding.line is not None:
        place["region"] = {"startLine": finding.line}
        if finding.column is not None:
            place["region"]["startColumn"] = finding.column
    remedy = f"; {finding.remedy}" if finding.remedy else ""
    print_of = f"{finding.code}:{finding.path or path}:{finding.message}"
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}{remedy}"},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"rtlgen/v1": hashlib.sha256(print_of.encode()).hexdigest()[:32]},
    }

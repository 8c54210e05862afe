"""JSON and JSON lines; docs/reports.md names every field."""

from __future__ import annotations

import json
from typing import Any

from rtlgen.evidence import verdict_record
from rtlgen.report.model import Report, ReportItem

SCHEMA_VERSION = 1


def render_json(report: Report) -> str:
    """One object with all files."""
    record = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "rtlgen", "version": report.version},
        "files": [_item(item) for item in report.items],
    }
    return json.dumps(record, indent=1) + "\n"


def render_jsonl(report: Report) -> str:
    """One object a line and file."""
    rows = ({"schema_version": SCHEMA_VERSION, **_item(item)} for item in report.items)
    return "".join(json.dumps(row) + "\n" for row in rows)


def _item(item: ReportItem) -> dict[str, Any]:
    return {
        "path": item.path,
        "status": item.status.value,
        "is_judged": item.is_judged,
        "trace": item.trace,
        "replay": item.replay_command,
        "verdict": verdict_record(item.verdict),
    }

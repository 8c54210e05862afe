"""The scores as JSON and JSON lines; a contract."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from rtlgen.evaluate.statistics import PassAtK
from rtlgen.evaluate.summary import Comparison, JudgeSummary, ProblemSummary, Summary, Tally
from rtlgen.sandbox import tool_versions

SCHEMA_VERSION = 1


def render_json(summary: Summary) -> str:
    """One object with everything; rates and their intervals lie between 0 and 1."""
    record = {
        "schema_version": SCHEMA_VERSION,
        "tools": dict(tool_versions()),
        "suite": {"path": summary.suite.path, "sha256": summary.suite.sha256},
        "samples": summary.samples,
        "models": list(summary.models),
        "judges": [_judge(judge) for judge in summary.judges],
        "comparisons": [_comparison(comparison) for comparison in summary.comparisons],
        "problems": [_problem(problem) for problem in summary.problems],
        "spent": [dataclasses.asdict(item) for item in summary.spending],
        "not_generated": [dataclasses.asdict(item) for item in summary.not_generated],
        "errors": summary.errors,
    }
    return json.dumps(record, indent=1) + "\n"


def render_jsonl(summary: Summary) -> str:
    """One object a line and problem."""
    rows = ({"schema_version": SCHEMA_VERSION, **_problem(item)} for item in summary.problems)
    return "".join(json.dumps(row) + "\n" for row in rows)


def _judge(judge: JudgeSummary) -> dict[str, Any]:
    return {
        "judge": judge.name,
        "is_trusted": judge.is_trusted,
        "scores": [
            {"model": s.model, "raw": _tally(s.raw), "corrected": _tally(s.corrected)}
            for s in judge.scores
        ],
        "outcomes": [
            {"status": status.value, "by": by, "samples": count}
            for status, by, count in judge.outcomes
        ],
        "elapsed_s": {
            "sum": round(judge.elapsed_s, 3),
            "p50": round(judge.elapsed_p50_s, 4),
            "p95": round(judge.elapsed_p95_s, 4),
        },
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "problems": tally.problems,
        "samples": tally.samples,
        "passed": tally.passed,
        "pass_at_k": [_rate(rate) for rate in tally.rates],
    }


def _rate(rate: PassAtK) -> dict[str, Any]:
    interval = rate.interval
    return {
        "k": rate.k,
        "rate": round(rate.rate, 6),
        "low": round(interval.low, 6),
        "high": round(interval.high, 6),
        "method": interval.method,
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "judges": [comparison.first, comparison.second],
        "compared": comparison.compared,
        "differences": [
            {
                "id": item.problem,
                "model": item.model,
                "trial": item.trial,
                "verdicts": [
                    {"status": row.judgement.status.value, "reason": row.judgement.reason}
                    for row in (item.first, item.second)
                ],
            }
            for item in comparison.differences
        ],
    }


def _problem(problem: ProblemSummary) -> dict[str, Any]:
    return {
        "id": problem.id,
        "known_defect": problem.known_defect,
        "judges": [dataclasses.asdict(score) for score in problem.scores],
    }

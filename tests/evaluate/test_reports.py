"""Scores as text and data."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from rtlgen.evaluate import BenchJob, run_bench
from rtlgen.evaluate.data import render_json, render_jsonl
from rtlgen.evaluate.foreign import ForeignJudge
from rtlgen.evaluate.sources import RecordedSource
from rtlgen.evaluate.suite import read_suite
from rtlgen.evaluate.summary import Summary
from rtlgen.evaluate.tables import render_human, render_markdown


class Silent:
    """Shows no progress."""

    def begin(self, phase: str, *, total: int, done: int) -> None:
        pass

    def advance(self, count: int, text: str) -> None:
        pass

    def note(self, text: str) -> None:
        pass


@pytest.fixture
def summary(suite_path: Path, completions_path: Path, tmp_path: Path) -> Summary:
    """Scores of the recorded completions by the benches, with times and paths that stay alike."""
    suite = read_suite(suite_path)
    source = RecordedSource(completions_path, suite)
    job = BenchJob(suite=suite, out=tmp_path / "out", source=source, judges=(ForeignJudge(),))
    found = run_bench(job, Silent())
    (judge,) = found.judges
    judge = dataclasses.replace(judge, elapsed_s=1.0, elapsed_p50_s=0.1, elapsed_p95_s=0.2)
    suite = dataclasses.replace(suite, path="suite.jsonl")
    return dataclasses.replace(found, judges=(judge,), suite=suite)


HUMAN = """\
suite.jsonl: 3 problems, 1 with a known defect; 11 samples of 2 models

Judge foreign: the benchmark's own bench, less trusted than ours
  5 PASS (bench), 2 FAIL (bench), 2 FAIL (generate), 1 FAIL (compile), 1 UNKNOWN (bench)
  1.0 s of judging; each text p50 0.10 s, p95 0.20 s
  model       rows       problems  samples  passed  pass@1
  all models  raw        3         11       5       41.7 % [0.0, 75.0]
  all models  corrected  2         8        5       62.5 % [50.0, 75.0]
  good        raw        3         6        4       66.7 % [20.8, 93.9]
  good        corrected  2         4        4       100.0 % [34.2, 100.0]
  bad         raw        3         5        1       16.7 % [0.0, 50.0]
  bad         corrected  2         4        1       25.0 % [0.0, 50.0]

Problems
  problem  foreign  known defect                most frequent complaint
  gate     3/4                                  FAIL: the bench did not print its pass line; its last line: 2 bad
  counter  2/4                                  FAIL: 4 mismatches in 8 samples
  broken   0/3      the bench does not compile  UNKNOWN: the bench does not even compile with the reference: bench.sv:5: syntax error

Spent
  model  samples  not generated  tokens in  tokens out  US$      latency p50 s  p95 s
  good   6        0              unknown    unknown     unknown  unknown        unknown
  bad    5        1              unknown    unknown     unknown  unknown        unknown
"""  # noqa: E501 - as it stands on the screen


def test_human(summary: Summary) -> None:
    """People see that the bench is less trusted, both scores, and why samples did not pass."""
    assert render_human(summary) == HUMAN


def test_markdown(summary: Summary) -> None:
    """The Markdown has the same headings and a table for each."""
    text = render_markdown(summary)
    titles = [line for line in text.splitlines() if line.startswith("## ")]
    assert titles == ["## suite.jsonl", "## Judge foreign", "## Problems", "## Spent"]
    assert "the benchmark's own bench, less trusted than ours" in text
    assert "| good | corrected | 2 | 4 | 4 | 100.0 % [34.2, 100.0] |" in text


def test_json(summary: Summary) -> None:
    """Programs see versions, trust, counts, rates with their intervals, and each problem."""
    record = json.loads(render_json(summary))
    assert record["schema_version"] == 1
    (judge,) = record["judges"]
    assert (judge["judge"], judge["is_trusted"]) == ("foreign", False)
    good = next(score for score in judge["scores"] if score["model"] == "good")
    assert good["corrected"] == {
        "problems": 2,
        "samples": 4,
        "passed": 4,
        "pass_at_k": [
            {"k": 1, "rate": 1.0, "low": 0.34238, "high": 1.0, "method": "wilson"},
        ],
    }
    lines = [json.loads(line) for line in render_jsonl(summary).splitlines()]
    assert [line.pop("schema_version") for line in lines] == [1, 1, 1]
    assert lines == record["problems"]
    assert lines[0]["judges"][0]["passed"] == 3

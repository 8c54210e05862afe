"""Scores of `rtlgen bench run`, read back from their JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtlgen.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One pass@k of one model by one judge."""

    label: str
    suite: str
    """Name of the benchmark file."""
    sha256: str
    """Of the benchmark file."""
    judge: str
    model: str
    is_corrected: bool
    """Without the problems that have a known defect."""
    problems: int
    samples: int
    passed: int
    k: int
    rate: float
    low: float
    high: float
    method: str
    """Of the interval."""


def read_rates(label: str, path: Path) -> tuple[Rate, ...]:
    """Return what a summary says; corrected scores only where they differ from the raw ones.

    Args:
        label: What the scores are called.
        path: What `rtlgen bench run --format json` or `--report json:PATH` wrote.

    Raises:
        UsageError: it cannot be read, or says nothing.
    """
    try:
        found = tuple(_rates(label, json.loads(path.read_text())))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path}: is no summary of `rtlgen bench run --report json:PATH`: {error}"
        ) from error
    if not found:
        raise UsageError(f"{path}: holds no score; run `rtlgen bench run` to its end")
    return found


def _rates(label: str, record: Mapping[str, Any]) -> Iterator[Rate]:
    suite = record["suite"]
    for judge in record["judges"]:
        for score in judge["scores"]:
            tallies = [(False, score["raw"])]
            if score["corrected"] != score["raw"]:
                tallies.append((True, score["corrected"]))
            for is_corrected, tally in tallies:
                for one in tally["pass_at_k"]:
                    yield Rate(
                        label=label, suite=Path(suite["path"]).name, sha256=suite["sha256"],
                        judge=judge["judge"], model=score["model"], is_corrected=is_corrected,
                        problems=tally["problems"], samples=tally["samples"],
                        passed=tally["passed"], k=one["k"], rate=one["rate"], low=one["low"],
                        high=one["high"], method=one["method"],
                    )  # fmt: skip

"""How sure is an answer? Fitted on our own problems, looked at on others.

For each problem the answer is chosen as `rtlgen generate` does: the largest group of equal
behaviour among those that meet the demands. What is known of it without a reference: which share of
the candidates does the same, how likely the model holds its text, whether it passed demands of the
prompt. A logistic function of these is fitted on our own problems (told in words that training
never had). For other problems the tables show the confidence of `rtlgen/search/confidence.py`
beside the share that is right.

Fixed before looking: the three features, their form, 16 candidates, a ridge of 1.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from choosing import by_group
from pools import Pool, read_pools
from problems import ROOT, origin, path_of, publish

from rtlgen.evaluate.statistics import wilson_interval
from rtlgen.evaluate.suite import read_suite
from rtlgen.search.confidence import Known, chance, features

CANDIDATES = 16
EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
Row = tuple[Known, bool]


def main() -> None:
    """Fit, or look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("own", type=Path, help="scored run of benchmarks/own/phrasing.jsonl")
    parser.add_argument("verilog", type=Path, help="scored run of VerilogEval, development half")
    parser.add_argument("--recorded", type=Path, default=ROOT / "runs" / "selection" / "run")
    parser.add_argument("--work", type=Path, default=ROOT / "runs")
    options = parser.parse_args()
    own = rows_of(_pools(ROOT / "benchmarks" / "own" / "phrasing.jsonl", options.own,
                         options.work / "pools-own.jsonl"))  # fmt: skip
    verilog = rows_of(_pools(path_of("verilog-eval-v2"), options.verilog,
                             options.work / "scaling.jsonl"))  # fmt: skip
    recorded = rows_of(_pools(path_of("rtllm-v2-recorded-problems"), options.recorded,
                              options.work / "selection" / "pools.jsonl"))  # fmt: skip
    with_text = fit(own)
    without = fit([(_silent(known), is_right) for known, is_right in own])
    half = len(own) // 2
    shuffled = random.Random(1).sample(own, len(own))  # noqa: S311
    crossed = [
        (chance(known, weights), is_right)
        for part, other in ((shuffled[:half], shuffled[half:]), (shuffled[half:], shuffled[:half]))
        for weights in [fit(part)]
        for known, is_right in other
    ]  # fmt: skip
    tables = {
        "Our own problems, each half by a fit on the other": crossed,
        "VerilogEval, development half": [(chance(k), right) for k, right in verilog],
        "RTLLM, recorded models without likelihoods": [(chance(k), right) for k, right in recorded],
    }
    fitted = f"With likelihoods {_numbers(with_text)}; without {_numbers(without)}."
    lines = ["# Confidence\n", origin(), f"Fitted weights. {fitted}\n"]
    for title, pairs in tables.items():
        lines += [f"## {title}\n", *_table(pairs)]
    publish("calibration", "\n".join(lines))


def _pools(suite: Path, run: Path, kept: Path) -> Mapping[str, Pool]:
    return read_pools(read_suite(suite), run, kept)


def rows_of(pools: Mapping[str, Pool]) -> list[Row]:
    """Return what is known of the chosen answer of each problem, and whether it is right."""
    rows = []
    for pool in pools.values():
        items = pool.items[:CANDIDATES] if len(pool.items) > 20 else pool.items
        chosen = by_group(items, random.Random(0))  # noqa: S311
        same = sum(i.group == chosen.group >= 0 and i.status == chosen.status for i in items)
        known = Known(
            same=same, drawn=len(items), has_passed=chosen.status == "PASS",
            likelihood=chosen.likelihood or None, is_determined=pool.is_determined,
        )  # fmt: skip
        rows.append((known, chosen.is_right))
    return rows


def _silent(known: Known) -> Known:
    return Known(same=known.same, drawn=known.drawn, has_passed=known.has_passed, likelihood=None,
                 is_determined=known.is_determined)  # fmt: skip


def fit(rows: Sequence[Row], ridge: float = 1.0) -> tuple[float, ...]:
    """Return the weights of a logistic regression, by Newton's method."""
    data = [(features(known), float(right)) for known, right in rows]
    size = len(data[0][0])
    weights = [0.0] * size
    for _ in range(50):
        slope = [-ridge * w * (at > 0) for at, w in enumerate(weights)]
        bend = [[ridge * (i == j > 0) + 1e-9 * (i == j) for j in range(size)] for i in range(size)]
        for x, right in data:
            p = 1 / (1 + math.exp(-sum(a * b for a, b in zip(x, weights, strict=True))))
            for i in range(size):
                slope[i] += (right - p) * x[i]
                for j in range(size):
                    bend[i][j] += p * (1 - p) * x[i] * x[j]
        step = np.linalg.solve(bend, slope)
        weights = [a + b for a, b in zip(weights, step, strict=True)]
        if max(abs(one) for one in step) < 1e-9:
            break
    return tuple(round(one, 3) for one in weights)


def _numbers(weights: Sequence[float]) -> str:
    return "(" + ", ".join(f"{one:.3f}" for one in weights) + ")"


def _table(pairs: Sequence[tuple[float, bool]]) -> list[str]:
    lines = ["| confidence | answers | mean of it | right (95 %) |", "|---|---|---|---|"]
    for low, high in itertools.pairwise(EDGES):
        inside = [(p, r) for p, r in pairs if low <= p < high or (high == 1.0 and p == 1.0)]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            lines.append(f"| {low:.1f} to {high:.1f} | {len(inside)} | {mean:.2f} | "
                         f"{_share([r for _, r in inside])} |")  # fmt: skip
    sure = [r for p, r in pairs if p >= 0.9]
    squares = sum((p - r) ** 2 for p, r in pairs) / len(pairs)
    accepted = f"Accepted at 0.9 or more: {_share(sure) if sure else 'none'}."
    return [*lines, "", f"{accepted} Brier score {squares:.3f}.\n"]


def _share(flags: Sequence[bool]) -> str:
    found = wilson_interval(sum(flags), len(flags))
    share = f"{sum(flags) / len(flags):.0%} ({found.low:.0%} to {found.high:.0%})"
    return f"{sum(flags)} of {len(flags)}: {share}"


if __name__ == "__main__":
    main()

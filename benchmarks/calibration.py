"""How sure is an answer? Fitted on some problems, looked at on others.

For each problem the answer is chosen as `rtlgen generate` does: the largest group of equal
behaviour among those that meet the demands. What is known of it without a reference: how probable
what it does is to the model, whether it passed demands of the prompt, how familiar the prompt is to
the model. A logistic function of these is fitted on nine tenths of our own problems (told in words
that training never had) and of VerilogEval's development half, and looked at on the last tenth, ten
times, so that no answer is judged by a fit that saw it. What ships is fitted on all.

Completions of other models come without likelihoods: there the confidence is Laplace's estimate,
nothing is fitted.

Fixed before looking: their form, 16 candidates (64 are cut to them), a ridge of 1. A first set of
features (agreement, mean likelihood of a token instead of the probability) was worse on the same
problems: log loss 0.455 instead of 0.429, in 40 splits into halves.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from choosing import best_of, by_group, scores_of
from pools import Pool, read_pools
from problems import ROOT, origin, path_of, publish

from rtlgen.evaluate.statistics import wilson_interval
from rtlgen.evaluate.suite import read_suite
from rtlgen.search.confidence import WEIGHTS, Known, chance, features

CANDIDATES, FOLDS = 16, 10
EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
Row = tuple[Known, bool]
Pair = tuple[float, bool]
"""Confidence, and whether the answer was right."""


def main() -> None:
    """Fit, and look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("own", type=Path, help="scored run of benchmarks/own/phrasing.jsonl")
    parser.add_argument("verilog", type=Path, help="scored run of VerilogEval, development half")
    parser.add_argument("--recorded", type=Path, default=ROOT / "runs" / "selection")
    parser.add_argument("--work", type=Path, default=ROOT / "runs")
    options = parser.parse_args()
    own = rows_of(_pools(ROOT / "benchmarks" / "own" / "phrasing.jsonl", options.own,
                         options.work / "pools-own.jsonl"))  # fmt: skip
    verilog = rows_of(_pools(path_of("verilog-eval-v2"), options.verilog,
                             options.work / "pools-verilog.jsonl"))  # fmt: skip
    recorded = rows_of(_pools(path_of("rtllm-v2-recorded-problems"), options.recorded / "run",
                              options.recorded / "pools.jsonl"))  # fmt: skip
    crossed_own, crossed_verilog = _crossed(own, verilog)
    tables = {
        "Our own problems, by fits that did not see them": crossed_own,
        "VerilogEval, by fits that did not see them": crossed_verilog,
        "Both": crossed_own + crossed_verilog,
        "RTLLM, recorded models: Laplace": [(chance(known), right) for known, right in recorded],
    }
    fitted = (
        f"Weights of 1, log odds of the probability, demands passed, familiarity: fitted on all "
        f"{_numbers(fit(own + verilog))}; in the product {_numbers(WEIGHTS)}.\n"
    )
    lines = ["# Confidence\n", origin(), fitted]
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
        if chosen.group < 0:
            continue  # every candidate failed: no answer is given
        same = sum(item.group == chosen.group for item in items)
        known = Known(
            same=same, drawn=len(items), has_passed=chosen.status == "PASS",
            probability=scores_of(items, best_of(items))[chosen.group],
            familiarity=pool.familiarity,
            is_determined=pool.is_determined,
        )  # fmt: skip
        rows.append((known, chosen.is_right))
    return rows


def _crossed(own: Sequence[Row], verilog: Sequence[Row]) -> tuple[list[Pair], list[Pair]]:
    """Return the confidence in each answer by the fit on the other nine tenths."""
    found: tuple[list[Pair], list[Pair]] = ([], [])
    parts = [_parts(own), _parts(verilog)]
    for fold in range(FOLDS):
        seen = [row for part in parts for at, rows in enumerate(part) if at != fold for row in rows]
        weights = fit(seen)
        for pairs, part in zip(found, parts, strict=True):
            pairs += [(chance(known, weights), right) for known, right in part[fold]]
    return found


def _parts(rows: Sequence[Row]) -> list[list[Row]]:
    mixed = random.Random(1).sample(rows, len(rows))  # noqa: S311
    return [mixed[at::FOLDS] for at in range(FOLDS)]


def fit(rows: Sequence[Row], ridge: float = 1.0) -> tuple[float, ...]:
    """Return the weights of a logistic regression, by Newton's method."""
    x = np.array([features(known) for known, _ in rows])
    right = np.array([float(is_right) for _, is_right in rows])
    held = np.diag([1e-9] + [ridge] * (x.shape[1] - 1))  # the first feature is the constant
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (right - p) - held @ weights
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + held, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return tuple(round(float(one), 3) for one in weights)


def _numbers(weights: Sequence[float]) -> str:
    return "(" + ", ".join(f"{one:.3f}" for one in weights) + ")"


def _table(pairs: Sequence[Pair]) -> list[str]:
    lines = ["| confidence | answers | mean of it | right (95 %) |", "|---|---|---|---|"]
    for low, high in itertools.pairwise(EDGES):
        inside = [(p, r) for p, r in pairs if low <= p < high or (high == 1.0 and p == 1.0)]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            lines.append(f"| {low:.1f} to {high:.1f} | {len(inside)} | {mean:.2f} | "
                         f"{_share([r for _, r in inside])} |")  # fmt: skip
    sure = [r for p, r in pairs if p >= 0.9]
    squares = sum((p - r) ** 2 for p, r in pairs) / len(pairs)
    loss = -sum(math.log(max(p if r else 1 - p, 1e-9)) for p, r in pairs) / len(pairs)
    accepted = f"Accepted at 0.9 or more: {_share(sure) if sure else 'none'}."
    return [*lines, "", f"{accepted} Brier score {squares:.3f}, log loss {loss:.3f}.\n"]


def _share(flags: Sequence[bool]) -> str:
    found = wilson_interval(sum(flags), len(flags))
    share = f"{sum(flags) / len(flags):.0%} ({found.low:.0%} to {found.high:.0%})"
    return f"{sum(flags)} of {len(flags)}: {share}"


if __name__ == "__main__":
    main()

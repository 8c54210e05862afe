"""How good is the answer that is chosen among n recorded completions, without any reference?

The completions are those of four language models for 25 designs of RTLLM, 20 for each. A strategy
sees the prompt and the completions; the benchmark's bench says afterwards whether its choice is
right. Groups of equal behaviour are found once for all 20 and then restricted to each drawn subset,
so that 200 drawings for each n cost no further simulation.

What was fixed before looking at any result: what fails lint or an obligation of the prompt is left
out; two completions are in one group when the judge's own stimuli, derived from one of them, do not
tell them apart; the largest group wins, each completion counting once; of equal groups the one that
was drawn first wins. The recorded completions have no likelihoods. That a candidate with idle ports
counts a quarter was found later, on completions of the small model for other problems. That models
count by agreement (rtlgen/search/trust.py) came after these completions were looked at; the rule
is a published one, without any number that was chosen by them.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from choosing import (
    Choose,
    by_group,
    by_oracle,
    by_plain_group,
    by_random,
    by_text,
    by_trusted_group,
)
from pools import Pool, read_pools
from problems import ROOT, origin, path_of, publish

from rtlgen.evaluate.run_folder import RunFolder
from rtlgen.evaluate.statistics import quantile
from rtlgen.evaluate.suite import read_suite
from rtlgen.verdict import Status

SUITE, COMPLETIONS = "rtllm-v2-recorded-problems", "rtllm-v2-recorded-completions"
DRAWINGS = 200
SIZES = (1, 2, 4, 8, 16, 20)
STRATEGIES: Mapping[str, Choose | None] = {
    "random": by_random, "majority of texts": by_text, "largest group": by_plain_group,
    "largest group, idle ports count less": by_group,
    "the same, models count by agreement": None,
    "oracle": by_oracle,
}  # fmt: skip


def main() -> None:
    """Choose and score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / "runs" / "selection")
    options = parser.parse_args()
    score(options.work)
    pools = read_pools(
        read_suite(path_of(SUITE)), options.work / "run", options.work / "pools.jsonl"
    )
    publish("selection", _report(pools) + _with_repair(options.work, pools))


def score(work: Path) -> None:
    """Score all completions by the bench of their problem; what is done is not done again."""
    _rtlgen("run", str(path_of(SUITE)), "-o", str(work / "run"), "--completions",
            str(path_of(COMPLETIONS)), "--judge", "foreign")  # fmt: skip


def _rtlgen(*words: str) -> None:
    command = [sys.executable, "-m", "rtlgen", "bench", *words]
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"{json.dumps(command)}: exit {done.returncode}")


def _with_repair(work: Path, pools: Mapping[str, Pool]) -> str:
    """Choose among all 20 by the strategies of the product, with repair and without."""
    right = {name: _chosen(work, name) for name in ("cluster", "cluster+repair")}
    plain, repaired = right["cluster"], right["cluster+repair"]
    covered = {key for key, pool in pools.items() if any(i.is_right for i in pool.items)}
    gained, lost = sorted(repaired - plain), sorted(plain - repaired)
    return (
        f"\nAll 20, by `rtlgen bench select`: `cluster` {len(plain)} of {len(pools)} designs, "
        f"`cluster+repair` {len(repaired)}; some completion is right for {len(covered)}. "
        f"Right only with repair: {', '.join(gained) or 'none'}; only without: "
        f"{', '.join(lost) or 'none'}. What is repaired, and what becomes of it: mending.md.\n"
    )


def _chosen(work: Path, strategy: str) -> set[str]:
    """Return the problems for which what a strategy takes is right by the bench."""
    folder = work / strategy
    folder.mkdir(exist_ok=True)
    chosen, run = folder / "chosen.jsonl", folder / "run"
    if not chosen.exists():
        _rtlgen("select", str(path_of(SUITE)), str(work / "run"), "--strategy", strategy, "-o",
                str(chosen))  # fmt: skip
    _rtlgen("run", str(path_of(SUITE)), "-o", str(run), "--completions", str(chosen), "--judge",
            "foreign")  # fmt: skip
    verdicts = RunFolder(path=run).verdicts().values()
    return {row.problem for row in verdicts if row.judgement.status is Status.PASS}


def _report(pools: Mapping[str, Pool]) -> str:
    head = "| strategy | " + " | ".join(f"n = {n}" for n in SIZES) + " |"
    each_s = sum(pool.cpu_s for pool in pools.values()) / len(pools)
    lines = ["# Choosing among recorded completions\n", origin()]
    lines.append(
        f"{len(pools)} designs, {DRAWINGS} drawings for each n; designs right (95 % of the "
        f"drawings). Grouping 20 completions takes {each_s:.1f} CPU seconds a design.\n"
    )
    lines += [head, "|---" * (1 + len(SIZES)) + "|"]
    for name, strategy in STRATEGIES.items():
        lines.append(f"| {name} | " + " | ".join(_score(pools, strategy, n) for n in SIZES) + " |")
    choose = by_trusted_group({key: pool.items for key, pool in pools.items()})
    whole = {key: choose(pool.items, random.Random(0)).is_right for key, pool in pools.items()}  # noqa: S311
    missed = [
        key
        for key, is_right in whole.items()
        if not is_right and any(item.is_right for item in pools[key].items)
    ]
    lines.append(f"\nOf all 20, wrong although some are right: {', '.join(missed) or 'none'}.\n")
    return "\n".join(lines)


def _score(pools: Mapping[str, Pool], strategy: Choose | None, n: int) -> str:
    """Score a strategy; None = the one that learns from the whole drawing."""
    totals = []
    for drawing in range(DRAWINGS):
        rng = random.Random(f"{n}/{drawing}")  # noqa: S311 - statistics
        drawn = {key: rng.sample(p.items, min(n, len(p.items))) for key, p in pools.items()}
        choose = strategy or by_trusted_group(drawn)
        totals.append(sum(choose(items, rng).is_right for items in drawn.values()))
    mean = sum(totals) / len(totals)
    low, high = quantile(totals, 0.025), quantile(totals, 0.975)
    return f"{mean:.1f} = {mean / len(pools):.1%} ({low:.0f} to {high:.0f})"


if __name__ == "__main__":
    main()

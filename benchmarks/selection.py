"""How good is the answer that is chosen among n recorded completions, without any reference?

The completions are those of four language models for 25 designs of RTLLM, 20 for each. A strategy
sees the prompt and the completions; the benchmark's bench says afterwards whether its choice is
right. Groups of equal behaviour are found once for all 20 and then restricted to each drawn subset,
so that 200 drawings for each n cost no further simulation.

What was fixed before looking at any result: what fails lint or an obligation of the prompt is left
out; two completions are in one group when the judge's own stimuli, derived from one of them, do not
tell them apart; the largest group wins, each completion counting once; of equal groups the one that
was drawn first wins.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from problems import ROOT, origin, path_of, publish

from rtlgen.candidate import Candidate
from rtlgen.evaluate.choose import pool_for
from rtlgen.evaluate.run_folder import RunFolder
from rtlgen.evaluate.statistics import quantile
from rtlgen.evaluate.suite import Problem, read_suite
from rtlgen.search.clusters import clusters
from rtlgen.verdict import Status

SUITE, COMPLETIONS = "rtllm-v2-recorded-problems", "rtllm-v2-recorded-completions"
DRAWINGS = 200
SIZES = (1, 2, 4, 8, 16, 20)


@dataclass(frozen=True)
class Item:
    """One completion, with what strategies may know and what they may not."""

    text: str
    """Its content hash."""
    group: int
    """Of equal behaviour; -1 for what was left out."""
    is_right: bool
    """By the bench: only for scoring."""


def main() -> None:
    """Choose and score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / "runs" / "selection")
    options = parser.parse_args()
    suite = read_suite(path_of(SUITE))
    rights = _rights(options.work)
    samples = RunFolder(path=options.work / "run").samples()
    pools: dict[str, list[Item]] = {}
    before = _cpu_s()
    for problem in suite.problems:
        mine = [s for s in samples if s.problem == problem.id and not s.missing]
        groups = _groups(problem, [s.candidate for s in mine])
        pools[problem.id] = [
            Item(s.candidate.id, groups[s.candidate.id], rights.get(s.key, False)) for s in mine
        ]
        print(problem.id, dict(Counter(item.group for item in pools[problem.id])), flush=True)
    each_s = (_cpu_s() - before) / len(pools)
    publish("selection", _report(pools, each_s))


def _rights(work: Path) -> dict[tuple[str, str, int], bool]:
    """Score all completions by the bench of their problem; what is done is not done again."""
    command = [
        sys.executable, "-m", "rtlgen", "bench", "run", str(path_of(SUITE)), "-o",
        str(work / "run"), "--completions", str(path_of(COMPLETIONS)), "--judge", "foreign",
    ]  # fmt: skip
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"{json.dumps(command)}: exit {done.returncode}")
    verdicts = RunFolder(path=work / "run").verdicts().values()
    return {
        (row.problem, row.model, row.trial): row.judgement.status is Status.PASS for row in verdicts
    }


def _groups(problem: Problem, candidates: Sequence[Candidate]) -> dict[str, int]:
    """Number the groups of equal behaviour by content hash."""
    pool = pool_for(problem, candidates, seed=0)
    distinct = {candidate.id: candidate for candidate in candidates}
    verdicts = pool.judge(tuple(distinct.values()))
    usable = [
        candidate
        for candidate, verdict in zip(distinct.values(), verdicts, strict=True)
        if verdict.status in (Status.PASS, Status.UNKNOWN)
    ]
    found = dict.fromkeys(distinct, -1)
    for number, group in enumerate(clusters([c.verilog for c in usable], pool.compare)):
        for index in group:
            found[usable[index].id] = number
    return found


def _cpu_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(item.ru_utime + item.ru_stime for item in used)


def by_random(items: Sequence[Item], rng: random.Random) -> Item:
    """Any of them."""
    return rng.choice(items)


def by_text(items: Sequence[Item], rng: random.Random) -> Item:
    """The text that was drawn most often."""
    del rng
    counts = Counter(item.text for item in items)
    return max(items, key=lambda item: counts[item.text])


def by_group(items: Sequence[Item], rng: random.Random) -> Item:
    """One of the largest group of equal behaviour."""
    del rng
    counts = Counter(item.group for item in items if item.group >= 0)
    return max(items, key=lambda item: counts[item.group] if item.group >= 0 else -1)


def by_oracle(items: Sequence[Item], rng: random.Random) -> Item:
    """A right one, where there is any."""
    del rng
    return max(items, key=lambda item: item.is_right)


STRATEGIES: dict[str, Callable[[Sequence[Item], random.Random], Item]] = {
    "random": by_random, "majority of texts": by_text, "largest group": by_group,
    "oracle": by_oracle,
}  # fmt: skip


def _report(pools: dict[str, list[Item]], each_s: float) -> str:
    head = "| strategy | " + " | ".join(f"n = {n}" for n in SIZES) + " |"
    lines = ["# Choosing among recorded completions\n", origin()]
    lines.append(
        f"{len(pools)} designs, {DRAWINGS} drawings for each n; designs right (95 % of the "
        f"drawings). Grouping 20 completions takes {each_s:.1f} CPU seconds a design.\n"
    )
    lines += [head, "|---" * (1 + len(SIZES)) + "|"]
    for name, strategy in STRATEGIES.items():
        lines.append(f"| {name} | " + " | ".join(_score(pools, strategy, n) for n in SIZES) + " |")
    whole = {key: by_group(items, random.Random(0)).is_right for key, items in pools.items()}  # noqa: S311
    missed = [
        key
        for key, is_right in whole.items()
        if not is_right and any(i.is_right for i in pools[key])
    ]
    lines.append(f"\nOf all 20, wrong although some are right: {', '.join(missed) or 'none'}.\n")
    return "\n".join(lines)


def _score(
    pools: dict[str, list[Item]], strategy: Callable[[Sequence[Item], random.Random], Item], n: int
) -> str:
    totals = []
    for drawing in range(DRAWINGS):
        rng = random.Random(f"{n}/{drawing}")  # noqa: S311 - statistics
        totals.append(
            sum(
                strategy(rng.sample(items, min(n, len(items))), rng).is_right
                for items in pools.values()
            )
        )
    mean = sum(totals) / len(totals)
    low, high = quantile(totals, 0.025), quantile(totals, 0.975)
    return f"{mean:.1f} = {mean / len(pools):.1%} ({low:.0f} to {high:.0f})"


if __name__ == "__main__":
    main()

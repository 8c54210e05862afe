"""More candidates of one model: what is covered, what is chosen, what an early stop saves.

A run of `rtlgen bench run -n N` with its verdicts is drawn from: for each n, subsets of the
candidates are chosen from as `rtlgen generate` would, without the reference. Coverage counts the
problems of which any candidate of the subset is right. The early stop looks after each round of
four whether it may end (rtlgen/search/stopping.py).

Fixed before looking: candidates of the best verdict by the demands of the prompt, of these the
largest group of equal behaviour, each text weighing as often as it was drawn, ties to the
likeliest; beside it the strategies `random`, `likeliest` and `majority` as baselines.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pools import USABLE, Item, Pool, read_pools
from problems import ROOT, origin, path_of, publish

from rtlgen.evaluate.statistics import quantile
from rtlgen.evaluate.suite import read_suite
from rtlgen.search.sampling import ROUND
from rtlgen.search.stopping import is_settled

DRAWINGS = 100
SIZES = (1, 4, 16, 64)

Choose = Callable[[Sequence[Item], random.Random], Item]


def main() -> None:
    """Draw, choose and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a scored run of the development half")
    parser.add_argument("--kept", type=Path, default=ROOT / "runs" / "scaling.jsonl")
    options = parser.parse_args()
    suite = read_suite(path_of("verilog-eval-v2"))
    publish("scaling", report(read_pools(suite, options.run, options.kept)))


def by_random(items: Sequence[Item], rng: random.Random) -> Item:
    """Any of them."""
    return rng.choice(items)


def by_likelihood(items: Sequence[Item], rng: random.Random) -> Item:
    """The likeliest."""
    del rng
    return max(items, key=lambda item: item.likelihood)


def by_text(items: Sequence[Item], rng: random.Random) -> Item:
    """The text that comes most often."""
    del rng
    counts = Counter(item.text for item in items)
    return max(items, key=lambda item: (counts[item.text], item.likelihood))


def best_of(items: Sequence[Item]) -> list[Item]:
    """Those of the best verdict that any has."""
    for status in USABLE:
        if found := [item for item in items if item.status == status]:
            return found
    return []


def by_demands(items: Sequence[Item], rng: random.Random) -> Item:
    """The likeliest of those that meet the demands of the prompt."""
    return by_likelihood(best_of(items) or items, rng)


def by_group(items: Sequence[Item], rng: random.Random) -> Item:
    """Of those, the likeliest of the largest group."""
    best = best_of(items)
    if not best:
        return by_likelihood(items, rng)
    counts = Counter(item.group for item in best)
    return max(best, key=lambda item: (counts[item.group], item.likelihood))


def by_weight(items: Sequence[Item], rng: random.Random) -> Item:
    """Of those, the likeliest of the group with the greatest sum of likelihoods per token."""
    best = best_of(items)
    if not best:
        return by_likelihood(items, rng)
    weights: dict[int, float] = defaultdict(float)
    for item in best:
        weights[item.group] += math.exp(item.likelihood)
    return max(best, key=lambda item: (weights[item.group], item.likelihood))


STRATEGIES: Mapping[str, Choose] = {
    "random": by_random, "likeliest": by_likelihood, "majority of texts": by_text,
    "obligations": by_demands, "cluster": by_group, "cluster, weighted": by_weight,
}  # fmt: skip


def stopped(items: Sequence[Item], pool: Pool) -> int:
    """Return after how many candidates the search ends."""
    for drawn in range(ROUND, len(items), ROUND):
        seen = items[:drawn]
        if pool.is_determined and any(item.status == USABLE[0] for item in seen):
            return drawn
        counts = Counter(item.group for item in best_of(seen))
        if is_settled(list(counts.values()), len(items) - drawn):
            return drawn
    return len(items)


def report(pools: Mapping[str, Pool]) -> str:
    """Return the tables."""
    most = max(len(pool.items) for pool in pools.values())
    sizes = [n for n in SIZES if n <= most]
    lines = [
        "# More candidates of the small model\n", origin(),
        (f"VerilogEval, development half: {len(pools)} problems, {most} candidates of each; "
        f"{DRAWINGS} drawings for each n; right in percent (95 % of the drawings).\n"),
        "| | " + " | ".join(f"n = {n}" for n in sizes) + " |", "|---" * (1 + len(sizes)) + "|",
    ]  # fmt: skip
    lines.append("| covered | " + " | ".join(_shown(_covered(pools, n)) for n in sizes) + " |")
    for name, choose in STRATEGIES.items():
        row = [_shown(_right(pools, n, choose)) for n in sizes]
        lines.append(f"| {name} | " + " | ".join(row) + " |")
    lines += ["", "Chosen by `cluster`, with and without the early stop:\n"]
    lines += ["| n | right | with early stop | drawn | saved |", "|---|---|---|---|---|"]
    for n in sizes[1:]:
        whole, early, drawn = _early(pools, n)
        lines.append(f"| {n} | {whole:.1%} | {early:.1%} | {drawn:.1f} | {1 - drawn / n:.0%} |")
    return "\n".join(lines) + "\n"


def _drawings(pools: Mapping[str, Pool], n: int) -> list[dict[str, list[Item]]]:
    return [
        {
            key: random.Random(f"{n}/{number}/{key}").sample(pool.items, min(n, len(pool.items)))  # noqa: S311
            for key, pool in pools.items()
        }
        for number in range(DRAWINGS)
    ]  # fmt: skip


def _covered(pools: Mapping[str, Pool], n: int) -> list[float]:
    return [
        sum(any(item.is_right for item in items) for items in drawing.values()) / len(drawing)
        for drawing in _drawings(pools, n)
    ]


def _right(pools: Mapping[str, Pool], n: int, choose: Choose) -> list[float]:
    rng = random.Random(n)  # noqa: S311 - statistics
    return [
        sum(choose(items, rng).is_right for items in drawing.values()) / len(drawing)
        for drawing in _drawings(pools, n)
    ]


def _early(pools: Mapping[str, Pool], n: int) -> tuple[float, float, float]:
    """Return the share right of all n, of those until the stop, and the mean drawn."""
    rng = random.Random(n)  # noqa: S311 - statistics
    whole = early = drawn = count = 0
    for drawing in _drawings(pools, n):
        for key, items in drawing.items():
            stop = stopped(items, pools[key])
            whole += by_group(items, rng).is_right
            early += by_group(items[:stop], rng).is_right
            drawn += stop
            count += 1
    return whole / count, early / count, drawn / count


def _shown(shares: Sequence[float]) -> str:
    mean = sum(shares) / len(shares)
    return f"{mean:.1%} ({quantile(shares, 0.025):.1%} to {quantile(shares, 0.975):.1%})"


if __name__ == "__main__":
    main()

"""More candidates of one model: what is covered, what is chosen, what an early stop saves.

A run of `rtlgen bench run -n N` with its verdicts is drawn from: for each n, subsets of the
candidates are chosen from as `rtlgen generate` would, without the reference. Coverage counts the
problems of which any candidate of the subset is right. The early stop looks after each round of
four whether it may end (rtlgen/search/stopping.py).

The strategies are those of `rtlgen bench select` (choosing.py); all were fixed before looking, but
that candidates with idle ports count a quarter: that was seen here, on 16 others of each problem.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from choosing import (
    Choose,
    best_of,
    by_demands,
    by_group,
    by_likelihood,
    by_plain_group,
    by_random,
    by_text,
    weights_of,
)
from pools import USABLE, Item, Pool, read_pools
from problems import ROOT, origin, path_of, publish

from rtlgen.evaluate.statistics import quantile
from rtlgen.evaluate.suite import read_suite
from rtlgen.search.sampling import ROUND
from rtlgen.search.stopping import is_settled

DRAWINGS = 100
SIZES = (1, 4, 16, 64)


def main() -> None:
    """Draw, choose and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a scored run of the development half")
    parser.add_argument("--kept", type=Path, default=ROOT / "runs" / "scaling.jsonl")
    options = parser.parse_args()
    suite = read_suite(path_of("verilog-eval-v2"))
    publish("scaling", report(read_pools(suite, options.run, options.kept)))


STRATEGIES: Mapping[str, Choose] = {
    "random": by_random, "likeliest": by_likelihood, "majority of texts": by_text,
    "obligations": by_demands, "cluster": by_group, "cluster, idle ports ignored": by_plain_group,
}  # fmt: skip


def stopped(items: Sequence[Item], pool: Pool) -> int:
    """Return after how many candidates the search ends."""
    for drawn in range(ROUND, len(items), ROUND):
        seen = items[:drawn]
        if pool.is_determined and any(item.status == USABLE[0] for item in seen):
            return drawn
        weights = weights_of(best_of(seen))
        if is_settled(list(weights.values()), len(items) - drawn):
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
    usable = [item for pool in pools.values() for item in pool.items if item.group >= 0]
    lines.append("")
    for is_idle, what in ((True, "leave a port without a use"), (False, "use all ports")):
        some = [item for item in usable if item.is_idle is is_idle]
        right = sum(item.is_right for item in some)
        lines.append(f"Of {len(some)} candidates that compile and {what} {right} are right.")
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

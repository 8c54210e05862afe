"""More candidates of one model: what is covered, what is chosen, what an early stop saves.

A run of `rtlgen bench run -n N` with its verdicts is drawn from: for each n, subsets of the
candidates are chosen from as `rtlgen generate` would, without the reference. Coverage counts the
problems of which any candidate of the subset is right. The early stop looks after each round of
four whether it may end (rtlgen/search/stopping.py).

The strategies are those of `rtlgen bench select` (choosing.py); all were fixed before looking, but
that candidates with idle ports count a quarter, and that probabilities are summed where they are
known (rtlgen/search/probability.py): both were found here.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Mapping, Sequence
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
    keys_of,
    scores_of,
    texts_of,
)
from pools import USABLE, Item, Pool, read_pools
from problems import ROOT, origin, path_of, publish

from rtlgen.evaluate.run_folder import RunFolder
from rtlgen.evaluate.statistics import quantile
from rtlgen.evaluate.suite import read_suite
from rtlgen.search.probability import Seen
from rtlgen.search.sampling import ROUND
from rtlgen.search.stopping import is_settled
from rtlgen.verdict import Status

DRAWINGS = 100
SIZES = (1, 4, 16, 64)


def main() -> None:
    """Draw, choose and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a scored run of the development half")
    parser.add_argument("--kept", type=Path, default=ROOT / "runs" / "scaling.jsonl")
    parser.add_argument("--exact", type=Path, help="folder of a scored run of the backend exact")
    options = parser.parse_args()
    suite = read_suite(path_of("verilog-eval-v2"))
    pools = read_pools(suite, options.run, options.kept)
    exact = answered(options.exact) if options.exact else {}
    publish("scaling", report(pools, exact))


def answered(run: Path) -> dict[str, bool]:
    """Return the problems to which a run has an answer, and whether it is right."""
    folder = RunFolder(path=run)
    right = {r.problem for r in folder.verdicts().values() if r.judgement.status is Status.PASS}
    return {s.problem: s.problem in right for s in folder.samples() if not s.missing}


STRATEGIES: Mapping[str, Choose] = {
    "random": by_random, "likeliest": by_likelihood, "majority of texts": by_text,
    "obligations": by_demands, "largest group": by_plain_group, "cluster": by_group,
}  # fmt: skip


def stopped(items: Sequence[Item], pool: Pool) -> int:
    """Return after how many candidates the search ends."""
    for drawn in range(ROUND, len(items), ROUND):
        seen = items[:drawn]
        if pool.is_determined and any(item.status == USABLE[0] for item in seen):
            return drawn
        if is_enough(seen, len(items) - drawn):
            return drawn
    return len(items)


def is_enough(seen: Sequence[Item], left: int) -> bool:
    """Whether the choice is settled, by the rules of the product."""
    best = best_of(seen)
    texts, groups = texts_of(seen), keys_of(best)
    if Seen(tuple(texts.values())).is_settled([[texts[k] for k in g] for g in groups.values()]):
        return True
    scores = scores_of(seen, best)
    weights = {
        group: int(sum(texts[key].count * texts[key].factor for key in keys))
        for group, keys in groups.items()
    }
    if weights and weights[max(scores, key=lambda g: scores[g])] < max(weights.values()):
        return False
    return is_settled(list(weights.values()), left)


def report(pools: Mapping[str, Pool], exact: Mapping[str, bool]) -> str:
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
    if exact:
        lines += _with_exact(pools, exact, sizes)
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


def _with_exact(
    pools: Mapping[str, Pool], exact: Mapping[str, bool], sizes: Sequence[int]
) -> list[str]:
    """Return rows with construction first, as the product asks by default: it ends the search."""
    left = {key: pool for key, pool in pools.items() if key not in exact}
    right, share = sum(exact.values()) / len(pools), len(left) / len(pools)

    def row(name: str, found: Callable[[int], list[float]]) -> str:
        cells = [_shown([right + share * one for one in found(n)]) for n in sizes]
        return f"| {name}, `exact` first | " + " | ".join(cells) + " |"

    return [
        row("covered", lambda n: _covered(left, n)),
        *(row(name, lambda n, c=STRATEGIES[name]: _right(left, n, c))  # type: ignore[misc]
          for name in ("obligations", "cluster")),
    ]  # fmt: skip


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

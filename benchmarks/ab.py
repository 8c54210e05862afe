"""How often `rtlgen bench ab` calls equal arms different, and how often it sees five points.

Runs are simulated: each problem has a chance to be solved, drawn from a Beta distribution as broad
as that of real benchmarks; the better arm has five points more on average, by the same step of the
logit for all problems. Nothing of a benchmark is used.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Sequence

from problems import origin, publish

from rtlgen.evaluate.ab import Arm, compare_in_steps
from rtlgen.evaluate.paired import votes_of
from rtlgen.evaluate.statistics import wilson_interval

STEP, ALPHA = 10, 0.05


def main() -> None:
    """Simulate and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=500)
    options = parser.parse_args()
    note = (
        f"{options.runs} runs each, alpha {ALPHA:.0%}, a look after every {STEP} problems. *At the "
        "end* is one look, by the exact test.\n"
    )
    head = (
        "| problems | completions | equal arms called different | at the end | five points seen | "
        "at the end | problems used |"
    )
    lines = ["# A/B comparisons\n", origin(), note, head, "|---|---|---|---|---|---|---|"]
    for count, n in ((156, 1), (156, 10), (156, 20), (500, 1), (500, 10), (1000, 10)):
        equal = [_simulate(count, n, 0.0, seed) for seed in range(options.runs)]
        better = [_simulate(count, n, 0.05, 10_000 + seed) for seed in range(options.runs)]
        used = sum(problems for _, _, problems in better) / len(better)
        lines.append(
            f"| {count} | {n} | {_share([a for a, _, _ in equal])} | "
            f"{_share([b for _, b, _ in equal])} | {_share([a for a, _, _ in better])} | "
            f"{_share([b for _, b, _ in better])} | {used:.0f} |"
        )
    publish("ab", "\n".join([*lines, ""]))


def _simulate(count: int, n: int, gain: float, seed: int) -> tuple[bool, bool, int]:
    """Return whether a difference was seen in steps and at the end, and the problems used."""
    rng = random.Random(seed)  # noqa: S311 - statistics
    chances = [min(max(rng.betavariate(0.6, 0.6), 1e-6), 1 - 1e-6) for _ in range(count)]
    step = _step_for(chances, gain)
    rates = {
        str(number): (_rate(chance, n, rng), _rate(_moved(chance, step), n, rng))
        for number, chance in enumerate(chances)
    }

    def run(_part: Sequence[str]) -> tuple[Arm, Arm]:
        one, other = (
            Arm(rates={k: pair[at] for k, pair in rates.items()}, tokens=0, model_s=0, judge_s=0,
                cost_usd=0)
            for at in (0, 1)
        )  # fmt: skip
        return one, other

    result = compare_in_steps(list(rates), STEP, run, alpha=ALPHA, seed=seed)
    at_end = votes_of(list(rates.values())).p_value <= ALPHA
    return result.winner is not None, at_end, result.comparison.problems


def _rate(chance: float, n: int, rng: random.Random) -> float:
    return sum(rng.random() < chance for _ in range(n)) / n


def _moved(chance: float, step: float) -> float:
    return 1 / (1 + math.exp(-(math.log(chance / (1 - chance)) + step)))


def _step_for(chances: Sequence[float], gain: float) -> float:
    """Find the step of the logit that adds `gain` on average, by bisection."""
    low, high = 0.0, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        found = sum(_moved(c, middle) - c for c in chances) / len(chances)
        low, high = (low, middle) if found > gain else (middle, high)
    return low if gain else 0.0


def _share(flags: Sequence[bool]) -> str:
    interval = wilson_interval(sum(flags), len(flags))
    return f"{sum(flags) / len(flags):.1%} ({interval.low:.1%} to {interval.high:.1%})"


if __name__ == "__main__":
    main()

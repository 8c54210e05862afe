"""A quarter of use, simulated: from helper to automation, and back when a backend goes bad.

Each of 13 weeks brings 100 requests, each a design of RTLLM with eight candidates drawn from the
recorded completions of four language models. The answer is chosen and its confidence told as
`rtlgen generate` would; the benchmark's bench says afterwards whether it was right, and stands for
the person: who is asked, looks and is right. In the last three weeks the server has got another
model that is sure of itself and wrong: it answers with one wrong completion eight times. Stages and
decisions are those of `rtlgen/automation`, from the records of the requests before.

Fixed before looking: the policy (threshold 0.9, confidence 0.9, stage full allowed), seeds, weeks.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from choosing import by_group
from pools import Item, Pool, read_pools
from problems import ROOT, origin, path_of, publish

from rtlgen.automation import Action, Policy, Record, Stage, decide, standing
from rtlgen.automation.precision import lower_bound
from rtlgen.evaluate.sources import request_for
from rtlgen.evaluate.suite import read_suite
from rtlgen.search.confidence import Known, chance
from rtlgen.verdict import Status

WEEKS, EACH, BAD_FROM, CANDIDATES = 13, 100, 10, 8
POLICY = Policy(most=Stage.FULL, threshold=0.9)
SEEDS = range(20)


@dataclass
class Week:
    """What happened in a week, over all seeds."""

    stages: Counter[str] = field(default_factory=Counter)
    """Stage at the end of the week → runs."""
    asked: int = 0
    accepted: int = 0
    accepted_right: int = 0
    requests: int = 0


def main() -> None:
    """Simulate and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=ROOT / "runs" / "selection" / "run")
    parser.add_argument("--kept", type=Path, default=ROOT / "runs" / "selection" / "pools.jsonl")
    options = parser.parse_args()
    suite = read_suite(path_of("rtllm-v2-recorded-problems"))
    pools = read_pools(suite, options.run, options.kept)
    kinds = {
        problem.id: "sequential" if request_for(problem)[0].spec.clocks else "combinational"
        for problem in suite.problems
    }
    weeks = [Week() for _ in range(WEEKS)]
    for seed in SEEDS:
        simulate(pools, kinds, weeks, seed)
    publish("stages", report(weeks))


def simulate(
    pools: dict[str, Pool], kinds: dict[str, str], weeks: Sequence[Week], seed: int
) -> None:
    """Go through the quarter once."""
    rng = random.Random(seed)  # noqa: S311 - a simulation
    records: list[Record] = []
    for number, week in enumerate(weeks):
        for place in range(EACH):
            stand = standing(records, POLICY)
            is_bad = number >= BAD_FROM
            problem = rng.choice([key for key in sorted(pools) if not is_bad or wrong(pools[key])])
            chosen, confidence = answer(pools[problem], rng, is_bad=is_bad)
            status = Status(chosen.status) if chosen.group >= 0 else Status.FAIL
            key = (f"{kinds[problem]}, prose", "recorded")
            draw = f"{seed}/{number}/{place}"
            decision = decide(status, confidence, key, stand, POLICY, seed=draw)
            is_asked = decision.action is Action.ASK
            week.requests += 1
            week.asked += is_asked
            if decision.action is Action.ACCEPT:
                week.accepted += 1
                week.accepted_right += chosen.is_right
            records.append(
                Record(design_class=key[0], backend=key[1], confidence=confidence,
                       is_right=chosen.is_right if is_asked else None)
            )  # fmt: skip
        week.stages[standing(records, POLICY).stage.value] += 1


def wrong(pool: Pool) -> list[Item]:
    """Return the completions that compile and are wrong."""
    return [item for item in pool.items if item.group >= 0 and not item.is_right]


def answer(pool: Pool, rng: random.Random, *, is_bad: bool) -> tuple[Item, float]:
    """Return the chosen candidate of eight, and the confidence in it."""
    if is_bad:
        items = [rng.choice(wrong(pool))] * CANDIDATES
    else:
        items = rng.sample(pool.items, min(CANDIDATES, len(pool.items)))
    chosen = by_group(items, rng)
    same = sum(item.group == chosen.group >= 0 for item in items)
    confidence = chance(
        Known(same=same, drawn=len(items), has_passed=chosen.status == "PASS",
              is_determined=pool.is_determined)
    )  # fmt: skip
    return chosen, confidence


def report(weeks: Sequence[Week]) -> str:
    """Return the table."""
    what = (
        f"{len(SEEDS)} quarters of {WEEKS} weeks with {EACH} requests each; from week "
        f"{BAD_FROM + 1} on one wrong completion eight times. Threshold {POLICY.threshold:.0%}.\n"
    )
    lines = [
        "# A quarter of use\n", origin(), what,
        "| week | stage at its end (quarters) | asked | accepted alone | of them right |",
        "|---|---|---|---|---|",
    ]  # fmt: skip
    for number, week in enumerate(weeks, 1):
        stages = ", ".join(f"{name} {count}" for name, count in week.stages.most_common())
        right = f"{week.accepted_right / week.accepted:.1%}" if week.accepted else "–"
        lines.append(
            f"| {number} | {stages} | {week.asked / week.requests:.0%} | "
            f"{week.accepted / week.requests:.0%} | {right} |"
        )
    for name, part in (("before", weeks[:BAD_FROM]), ("after", weeks[BAD_FROM:])):
        accepted = sum(week.accepted for week in part)
        right = sum(week.accepted_right for week in part)
        bound = lower_bound(right, accepted) if accepted else 0.0
        shown = f"{right / accepted:.1%}, at least {bound:.1%}" if accepted else "none"
        lines.append(f"\nAccepted alone {name} the backend went bad: {accepted}, right {shown}.")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

"""How many mutants of VerilogEval's references are repaired, to formal equivalence, how fast.

A mutant is used when our stimuli show it to be wrong. The repair sees the mutant and the simulation
against the responses of the reference; only afterwards the repaired design is proved against it.
Mutants with two mistakes are mutants of mutants. Only ids and kinds are reported, no code.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from problems import load, origin, publish

from rtlgen.evaluate.statistics import wilson_interval
from rtlgen.mutation import Mutant, sample_mutants
from rtlgen.repair import BRIEF, repair
from rtlgen.simulate import simulate_reference
from rtlgen.verdict import CheckResult, Status
from rtlgen.verify import VerificationPlan, verify_all
from rtlgen.verilog import Design, VerilogError, read_design
from rtlgen.workers import Lost, open_workers

LIMIT_S = 20.0


@dataclass(frozen=True)
class Case:
    """One wrong design."""

    problem: str
    kinds: tuple[str, ...]
    verilog: str
    reference: str
    top: str


@dataclass(frozen=True)
class Outcome:
    """What became of it."""

    case: Case
    is_found: bool
    is_kept: bool
    """The repair passes the test that it was given, asked again."""
    equivalence: str
    """proved, wrong, or undecided."""
    tried: int
    elapsed_s: float


def main() -> None:
    """Run all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--singles", type=int, default=300)
    parser.add_argument("--doubles", type=int, default=100)
    parser.add_argument("--workers", default="local")
    options = parser.parse_args()
    rows = load("verilog-eval-v2")
    parts = ["# Repair\n", origin()]
    with open_workers(options.workers) as workers:
        for title, count, depth in (("One mistake", options.singles, 1),
                                    ("Two mistakes", options.doubles, 2)):  # fmt: skip
            outcomes = []
            for number, (_, outcome) in enumerate(
                workers.run(attempt, cases(rows, count, depth)), 1
            ):
                if isinstance(outcome, Lost):
                    raise SystemExit(outcome.reason)
                outcomes.append(outcome)
                print(number, outcome.case.problem, outcome.case.kinds, outcome.equivalence,
                      f"{outcome.elapsed_s:.1f} s", flush=True)  # fmt: skip
            parts.append(told(title, outcomes))
    publish("repair", "\n".join(parts))


def cases(rows: Sequence[dict[str, str]], count: int, depth: int) -> Iterator[Case]:
    """Yield wrong mutants, the problems in turn."""
    each = -(-count // len(rows)) + 4
    left = [(row, list(_mutants(row["reference"], row, each, seed=1))) for row in rows]
    made = 0
    while made < count and any(drawn for _, drawn in left):
        for row, drawn in left:
            case = _wrong(row, drawn, depth) if made < count else None
            if case is not None:
                made += 1
                yield case


def _mutants(text: str, row: dict[str, str], count: int, *, seed: int) -> Sequence[Mutant]:
    return sample_mutants(text, count, seed=seed, top=row["reference_top"])


def _wrong(row: dict[str, str], drawn: list[Mutant], depth: int) -> Case | None:
    """Take mutants from the list until one, or a mutant of one, is wrong."""
    while drawn:
        mutant = drawn.pop()
        kinds, verilog = [mutant.operator], mutant.verilog
        if depth == 2:
            more = _mutants(verilog, row, 1, seed=len(drawn))
            if not more:
                continue
            kinds, verilog = [*kinds, more[0].operator], more[0].verilog
        case = Case(row["id"], tuple(kinds), verilog, row["reference"], row["reference_top"])
        if _is_wrong(case):
            return case
    return None


def _is_wrong(case: Case) -> bool:
    try:
        (result,) = _Test(case)([read_design(case.verilog, top=case.top)])
    except VerilogError:
        return False
    return result.status is Status.FAIL and result.total > 0


class _Test:
    """The simulation against the reference's responses."""

    def __init__(self, case: Case) -> None:
        self._reference = read_design(case.reference, top=case.top)

    def __call__(self, designs: Sequence[Design]) -> Sequence[CheckResult]:
        return simulate_reference(designs, self._reference, seed=1, patience=BRIEF)


def attempt(case: Case) -> Outcome:
    """Repair one design, in a worker."""
    test = _Test(case)
    done = repair(read_design(case.verilog, top=case.top), test, limit_s=LIMIT_S)
    if done.verilog is None:
        return Outcome(case, False, True, "", done.tried, done.elapsed_s)
    repaired = read_design(done.verilog, top=case.top)
    plan = VerificationPlan(top=case.top, reference=read_design(case.reference, top=case.top))
    (verdict,) = verify_all([done.verilog], plan)
    equivalence = "undecided"
    if any(check.proved and check.bound is None for check in verdict.checks):
        equivalence = "proved"
    elif verdict.status is Status.FAIL:
        equivalence = "wrong"
    return Outcome(
        case, True, test([repaired])[0].status is Status.PASS, equivalence, done.tried,
        done.elapsed_s,
    )  # fmt: skip


def told(title: str, outcomes: Sequence[Outcome]) -> str:
    """A section of the report."""
    count = len(outcomes)
    proved = sum(o.equivalence == "proved" for o in outcomes)
    interval = wilson_interval(proved, count)
    seconds = sorted(o.elapsed_s for o in outcomes)
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        for kind in outcome.case.kinds:
            by_kind[kind]["of"] += 1
            by_kind[kind]["proved"] += outcome.equivalence == "proved"
    result = (
        f"{proved} of {count} repaired to formal equivalence: {proved / count:.1%} "
        f"({interval.low:.1%} to {interval.high:.1%}); {sum(o.is_found for o in outcomes)} pass "
        f"their test, {sum(o.equivalence == 'undecided' for o in outcomes)} of them without a "
        f"proof, {sum(o.equivalence == 'wrong' for o in outcomes)} refuted; "
        f"{sum(not o.is_kept for o in outcomes)} fail the test that they were given.\n"
    )
    cost = (
        f"Median {statistics.median(seconds):.1f} s, 95 % within "
        f"{seconds[int(0.95 * (count - 1))]:.1f} s, one process; "
        f"{statistics.median(o.tried for o in outcomes):.0f} designs simulated (median).\n"
    )
    lines = [f"## {title}\n", result, cost, "| mistake | repaired | of |", "|---|---|---|"]
    lines += [f"| {k} | {c['proved']} | {c['of']} |" for k, c in sorted(by_kind.items())]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()

"""How many mutants of VerilogEval's references each part of the judge kills.

All mutants of a reference are judged in one go. Those that neither simulation nor a proof refutes
and that no proof shows to be equal are open; the benchmark's own bench is then asked about them,
and what it refutes is a wrong design that we passed.
"""

from __future__ import annotations

import argparse
import collections
import random
from typing import Any

from mutants import as_candidate, mismatches
from problems import load, origin, publish

from rtlgen.mutation import Mutant, sample_mutants
from rtlgen.verdict import Status, Verdict
from rtlgen.verify import VerificationPlan, verify_all
from rtlgen.verilog import read_design

FATES = ("simulation", "proof", "equal", "undecided", "open", "missed")


def fate(row: dict[str, Any], mutant: Mutant, verdict: Verdict) -> str:
    """Say what became of a mutant: who killed it, or why it lives."""
    for check in verdict.checks:
        if check.status is Status.FAIL:
            return "proof" if check.check == "formal" else "simulation"
    if any(check.proved for check in verdict.checks):
        return "equal"
    if verdict.status is not Status.PASS:
        return "undecided"
    return "missed" if mismatches(row, mutant.verilog) else "open"


def main() -> None:
    """Judge the mutants, count their fates by operator."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=20, help="of each reference")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counted: collections.Counter[tuple[str, str]] = collections.Counter()
    missed = []
    by_bench = 0
    rows = load("verilog-eval-v2")
    random.Random(options.seed).shuffle(rows)  # noqa: S311 - a choice, not a secret
    for row in rows:
        original = as_candidate(row, row["reference"])
        drawn = sample_mutants(original, options.mutants, seed=options.seed, top=row["top"])
        plan = VerificationPlan(reference=read_design(row["reference"]))
        verdicts = verify_all([mutant.verilog for mutant in drawn], plan)
        for mutant, verdict in zip(drawn, verdicts, strict=True):
            found = fate(row, mutant, verdict)
            counted[mutant.operator, found] += 1
            is_wrong = found in ("simulation", "proof", "missed")
            by_bench += is_wrong and mismatches(row, mutant.verilog) != 0
            if found == "missed":
                missed.append(f"{row['id']} {mutant.operator}, line {mutant.line}")
    lines = ["| operator | " + " | ".join(FATES) + " |", "|---|" + "---|" * len(FATES)]
    for name in [*sorted({operator for operator, _ in counted}), "all"]:
        cells = [
            str(sum(n for (o, f), n in counted.items() if f == kind and name in (o, "all")))
            for kind in FATES
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    wrong = sum(n for (_, kind), n in counted.items() if kind in ("simulation", "proof", "missed"))
    by_simulation = sum(n for (_, kind), n in counted.items() if kind == "simulation")
    publish(
        "kill_rate",
        f"# Mutants killed by `verify`\n\n{origin()}- seed: {options.seed}\n\n"
        f"{sum(counted.values())} mutants of {len(rows)} references; {wrong} are known to be "
        f"wrong. Our simulation alone kills {by_simulation} of them ({by_simulation / wrong:.2%}), "
        f"with proofs {wrong - len(missed)} ({1 - len(missed) / wrong:.2%}); the benchmark's own "
        f"benches kill {by_bench} ({by_bench / wrong:.2%}).\n\n"
        "simulation, proof: killed by it; equal: proved; undecided: UNKNOWN or TIMEOUT; open: PASS "
        "without a proof, and the bench passes it as well; missed: PASS, but the bench reports "
        "mismatches.\n\n" + "\n".join(lines) + f"\n\nMissed: {'; '.join(missed) or 'none'}.\n",
    )


if __name__ == "__main__":
    main()

"""What the prover says of references, of wrong mutants, and of what the benches pass.

A. Each reference of VerilogEval against a copy with another name.
B. Mutants that VerilogEval's benches refuse: none may be proved equal, and each counterexample
   must show in Icarus.
C. The recorded completions that RTLLM's benches pass, against RTLLM's references: how many do we
   refute, prove, or pass by simulation alone? What is refuted must show in Icarus.
"""

from __future__ import annotations

import argparse
import collections
import json
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from mutants import as_candidate, mismatches
from problems import load, origin, path_of, publish

from rtlgen.evaluate.suite import read_suite
from rtlgen.formal.prove import prove_all_equivalent
from rtlgen.mutation import sample_mutants
from rtlgen.simulate import replay_trace
from rtlgen.verdict import CheckResult, Status, Verdict
from rtlgen.verify import VerificationPlan, verify_all
from rtlgen.verilog import Design, VerilogError, extract_verilog, read_design

RTLGEN = str(Path(sys.executable).with_name("rtlgen"))
SUITE = "verilog-eval-v2"
RECORDED = ("rtllm-v2-recorded-problems", "rtllm-v2-recorded-completions")
LIMIT_S = 5.0


def told(result: CheckResult) -> str:
    """Name an outcome."""
    if result.proved:
        return "proved"
    bound = f", holds for {result.bound} cycles" if result.bound else ""
    return f"{result.status}{bound}"


def table(head: str, counts: collections.Counter[str]) -> str:
    """Return counts as a table."""
    rows = "\n".join(f"| {what} | {count} |" for what, count in counts.most_common())
    return f"| {head} | number |\n|---|---|\n{rows}\n"


def references() -> str:
    """Prove each reference equal to a renamed copy."""
    counts: collections.Counter[str] = collections.Counter()
    seconds, odd = [], []
    for row in load(SUITE):
        gold = read_design(row["reference"], top=row["reference_top"])
        gate = read_design(as_candidate(row, row["reference"]), top=row["top"])
        result = prove_all_equivalent([gate], gold, timeout_s=LIMIT_S)[0]
        seconds.append(result.elapsed_s)
        counts[told(result)] += 1
        if not result.proved:
            odd.append(f"- {row['id']}: {told(result)}: {result.reason}")
    middle = statistics.median(seconds)
    return (
        f"## A. References against a renamed copy\n\n{table('outcome', counts)}\nMedian "
        f"{middle:.3f} s, longest {max(seconds):.2f} s.\n\n" + "\n".join(odd)
    )


def wrong_mutants(count: int, seed: int) -> str:
    """Try to prove what is wrong."""
    counts: collections.Counter[str] = collections.Counter()
    replays: collections.Counter[str] = collections.Counter()
    rows = load(SUITE)
    random.Random(seed).shuffle(rows)  # noqa: S311 - a choice, not a secret
    odd: list[str] = []
    for row in rows:
        if sum(counts.values()) >= count:
            break
        gold = read_design(row["reference"], top=row["reference_top"])
        drawn = sample_mutants(as_candidate(row, row["reference"]), 6, seed=seed, top=row["top"])
        wrong = [mutant for mutant in drawn if mismatches(row, mutant.verilog)]
        wrong = wrong[: count - sum(counts.values())]
        gates = [read_design(mutant.verilog, top=row["top"]) for mutant in wrong]
        for gate, result in zip(
            gates, prove_all_equivalent(gates, gold, timeout_s=LIMIT_S), strict=True
        ):
            counts[told(result)] += 1
            if result.evidence is not None:
                shown = replay_trace(gate, result.evidence.trace, reference=gold).status
                replays[f"{shown} in Icarus"] += 1
            if result.status is not Status.FAIL:
                odd.append(f"- {row['id']}: {told(result)}: {result.reason}")
    return (
        f"## B. Mutants that the bench refuses\n\n{table('outcome', counts)}\n"
        f"{table('counterexample', replays)}\n" + "\n".join(odd)
    )


def completions() -> str:
    """Judge the completions that the benches pass."""
    passed = passed_by_benches()
    counts: collections.Counter[str] = collections.Counter()
    refuted: list[str] = []
    problems = {problem.id: problem for problem in read_suite(path_of(RECORDED[0])).problems}
    for name, texts in passed.items():
        problem = problems[name]
        try:
            gold = read_design(problem.reference, top=problem.reference_top)
        except VerilogError as error:
            counts["the reference cannot be used"] += len(texts)
            refuted.append(f"- {name}: {error}")
            continue
        plan = VerificationPlan(top=problem.top, reference=gold)
        keys = list(texts)
        for key, verdict in zip(keys, verify_all([texts[k] for k in keys], plan), strict=True):
            if any(check.proved for check in verdict.checks):
                counts["proved"] += 1
            elif verdict.status is Status.PASS:
                bound = max((c.bound or 0 for c in verdict.checks), default=0)
                counts[f"PASS by simulation, formally {'bounded' if bound else 'open'}"] += 1
            elif verdict.status is Status.FAIL:
                refuted.append(
                    f"- {name}, {key}: {refutation(texts[key], problem.top, gold, verdict)}"
                )
                kind = "by lint or interface" if verdict.evidence is None else "with a trace"
                counts[f"refuted {kind}"] += 1
            else:
                counts[str(verdict.status)] += 1
    return (
        f"## C. Recorded completions that the benches pass\n\n{table('ours', counts)}\n"
        + "\n".join(refuted)
    )


def refutation(text: str, top: str, gold: Design, verdict: Verdict) -> str:
    """Say why a completion is refuted, and what Icarus says of it."""
    evidence = verdict.evidence
    if evidence is None or not evidence.trace:
        found = next(f for c in verdict.checks if c.status is Status.FAIL for f in c.findings)
        return f"{found.code} {found.message}"
    gate = read_design(text, top=top)
    shown = replay_trace(gate, evidence.trace, reference=gold).status
    return f"{evidence.summary}; replayed: {shown}"


def passed_by_benches() -> dict[str, dict[str, str]]:
    """Return the texts that the benches pass: problem → model and trial → Verilog."""
    with tempfile.TemporaryDirectory() as name:
        command = [
            RTLGEN, "bench", "run", str(path_of(RECORDED[0])), "--out", name, "--judge", "foreign",
            "--completions", str(path_of(RECORDED[1])), "--timeout", "10",
        ]  # fmt: skip
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        rows = [json.loads(line) for line in (Path(name) / "verdicts.jsonl").open()]
    good = {(r["id"], r["model"], r["trial"]) for r in rows if r["status"] == "PASS"}
    tops = {problem.id: problem.top for problem in read_suite(path_of(RECORDED[0])).problems}
    found: dict[str, dict[str, str]] = {}
    for row in load(RECORDED[1]):
        if (row["id"], row["model"], row["trial"]) in good:
            text = extract_verilog(row["completion"], top=tops[row["id"]])
            found.setdefault(row["id"], {})[f"{row['model']} {row['trial']}"] = text
    return found


def main() -> None:
    """Run the parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    parts = [references(), wrong_mutants(options.wrong, options.seed), completions()]
    head = f"# The prover on benchmark designs\n\n{origin()}- seed: {options.seed}\n\n"
    publish("proofs", head + "\n\n".join(parts) + "\n")


if __name__ == "__main__":
    main()

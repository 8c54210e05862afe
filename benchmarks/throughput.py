"""Candidates per second: one cocotb run each, VerilogEval's own flow, and ours, side by side.

All three judge the same candidates: mutants of a reference. The naive way builds and runs each one
with cocotb's runner and a Python testbench that drives our stimulus. VerilogEval's flow compiles
candidate, reference and bench as one unit and reads a printed line, without any defence. Ours is
the whole judge without proofs: allow-list, contract, sandbox, one simulation for all, and a
reference that is simulated anew for the problem. The process that lints is kept between calls.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from problems import load, origin, publish

from rtlgen.mutation import sample_mutants
from rtlgen.simulate import judge
from rtlgen.simulate.record import record
from rtlgen.simulate.stimuli import design_stimulus
from rtlgen.verify import CheckName, VerificationPlan, verify_all
from rtlgen.verify.jobs import Job
from rtlgen.verify.jobs import judge as judge_job
from rtlgen.verilog import Design, read_design
from rtlgen.workers import open_workers

PROBLEMS = ("Prob040_count10", "Prob118_history_shift", "Prob133_2014_q3fsm")
ROUNDS = 5
"""Of VerilogEval's flow and ours in turn; the medians are compared."""
HOSTILE = "module {top}; initial while (1) ; endmodule"
NAIVE = """
import json, os
import cocotb
from cocotb.triggers import Timer

@cocotb.test()
async def compare(dut):
    for step in json.load(open(os.environ["PLAN"])):
        for name, bits in step["inputs"]:
            if name in step["clocks"]:
                getattr(dut, name).value = int(bits, 2)
        await Timer(5, "ns")
        for name, bits in step["inputs"]:
            getattr(dut, name).value = int(bits, 2)
        await Timer(5, "ns")
        for name, bits in step["expected"]:
            got = str(getattr(dut, name).value).lower()
            assert all(e in ("-", g) for e, g in zip(bits, got)), name
"""


def candidates(reference: str, count: int) -> list[str]:
    """Return the reference and mutants of it; of mutants where it has too few of its own."""
    found = dict.fromkeys([reference])
    waiting = [reference]
    while waiting and len(found) < count:
        for mutant in sample_mutants(waiting.pop(0), count - len(found), seed=1):
            if mutant.verilog not in found:
                found[mutant.verilog] = None
                waiting.append(mutant.verilog)
    return list(found)[:count]


def naive(texts: Sequence[str], reference: Design, row: dict[str, Any]) -> list[bool]:
    """Run each candidate with cocotb's runner."""
    del row
    from cocotb_tools.check_results import get_results
    from cocotb_tools.runner import get_runner

    steps = design_stimulus(reference, 0)
    wanted = [judge._demanded(o) for o in record(reference, steps).outputs]
    if reference.resets:
        wanted[0] = ()
    clocks = [port.name for port in reference.clocks]
    plan = [
        {"inputs": s.inputs, "expected": w, "clocks": clocks}
        for s, w in zip(steps, wanted, strict=True)
    ]
    verdicts = []
    for text in texts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "design.sv").write_text(text)
            (folder / "naive_bench.py").write_text(NAIVE)
            (folder / "plan.json").write_text(json.dumps(plan))
            runner = get_runner("icarus")
            quiet = {"log_file": folder / "log.txt"}
            try:
                runner.build(sources=[folder / "design.sv"], hdl_toplevel=reference.top,
                             build_dir=folder, timescale=("1ns", "1ps"), **quiet)  # fmt: skip
                results = runner.test(
                    hdl_toplevel=reference.top, test_module="naive_bench", test_dir=folder,
                    extra_env={"PLAN": str(folder / "plan.json"), "PYTHONPATH": str(folder),
                               "COCOTB_LOG_LEVEL": "ERROR", "GPI_LOG_LEVEL": "ERROR"}, **quiet,
                )  # fmt: skip
                verdicts.append(get_results(results)[1] == 0)
            except (SystemExit, RuntimeError, subprocess.SubprocessError):
                verdicts.append(False)
    return verdicts


def verilog_eval(texts: Sequence[str], reference: Design, row: dict[str, Any]) -> list[bool]:
    """Compile and run each candidate with the benchmark's bench, as its own scripts do."""
    verdicts = []
    for text in texts:
        with tempfile.TemporaryDirectory() as folder:
            renamed = text.replace(reference.top, row["top"])
            for file, content in (("t.sv", renamed), ("r.sv", row["reference"]),
                                  ("b.sv", row["testbench"])):  # fmt: skip
                (Path(folder) / file).write_text(content)
            build = ["iverilog", "-Wall", "-Winfloop", "-Wno-timescale", "-g2012", "-s", "tb",
                     "-o", "b", "b.sv", "t.sv", "r.sv"]  # fmt: skip
            subprocess.run(build, cwd=folder, capture_output=True, check=False)
            try:
                done = subprocess.run(["timeout", "30", "./b"], cwd=folder, capture_output=True,
                                      text=True, check=False)  # fmt: skip
                verdicts.append("Mismatches: 0 in" in done.stdout)
            except OSError:
                verdicts.append(False)
    return verdicts


def ours(texts: Sequence[str], reference: Design, row: dict[str, Any]) -> list[bool]:
    """Judge all candidates together, the sandbox on."""
    del row
    judge._kept_answers.clear()
    checks = frozenset({CheckName.SIMULATE})
    plan = VerificationPlan(
        top=reference.top, ports=reference.ports, reference=reference, checks=checks
    )
    return [verdict.status.value == "PASS" for verdict in verify_all(texts, plan)]


def scaling(reference: Design, texts: Sequence[str], *, jobs: int) -> str:
    """Say how much faster two workers are than one process, on jobs of all candidates."""
    plan = VerificationPlan(top=reference.top, ports=reference.ports, reference=reference,
                            checks=frozenset({CheckName.LINT, CheckName.SIMULATE}))  # fmt: skip
    work = [Job(texts=tuple(texts), plan=plan) for _ in range(jobs)]
    seconds = {}
    for where in ("1", "2"):
        with open_workers(where) as workers:
            list(workers.run(judge_job, work[:2]))  # start them, load everything
            started = time.perf_counter()
            list(workers.run(judge_job, work))
            seconds[where] = time.perf_counter() - started
    rate = jobs * len(texts) / seconds["1"]
    return (
        f"\n{jobs} jobs of {len(texts)} candidates: {seconds['1']:.1f} s with one worker "
        f"({rate:.0f} verdicts/s), {seconds['2']:.1f} s with two: "
        f"{seconds['1'] / seconds['2']:.2f} times as fast.\n"
    )


def timed(way: Callable[..., list[bool]], *arguments: Any) -> tuple[float, list[bool]]:
    """Return the seconds and the verdicts of one way."""
    started = time.perf_counter()
    verdicts = way(*arguments)
    return time.perf_counter() - started, verdicts


def main() -> None:
    """Compare the three on `--count` candidates of some problems."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=64)
    chosen = parser.parse_args()
    rows = {row["id"]: row for row in load("verilog-eval-v2")}
    head = (
        "| problem | candidates | right | naive ms | VerilogEval ms | ours ms | naive/ours | "
        "VerilogEval/ours | verdicts |"
    )
    lines = [head, "|---|---|---|---|---|---|---|---|---|"]
    hostile = ["| problem | hostile | clean ms | with hostile ms | kept |", "|---|---|---|---|---|"]
    for name in PROBLEMS:
        row = rows[name]
        reference = read_design(row["reference"], top=row["reference_top"])
        texts = candidates(row["reference"], chosen.count)
        ours(texts[:2], reference, row)  # starts the process that lints
        found = {"naive": timed(naive, texts, reference, row)}
        rounds = [[timed(way, texts, reference, row) for way in (verilog_eval, ours)]
                  for _ in range(ROUNDS)]  # fmt: skip
        for place, way in enumerate((verilog_eval, ours)):
            seconds = statistics.median(one[place][0] for one in rounds)
            found[way.__name__] = (seconds, rounds[0][place][1])
        each = {way: 1000 * seconds / len(texts) for way, (seconds, _) in found.items()}
        same = found["naive"][1] == found["ours"][1]
        weak = sum(a != b for a, b in zip(found["verilog_eval"][1], found["ours"][1], strict=True))
        verdicts = ("same as naive" if same else "DIFFER from naive") + (
            f", {weak} differ from the bench" if weak else ""
        )
        lines.append(
            f"| {name} | {len(texts)} | {sum(found['ours'][1])} | {each['naive']:.1f} | "
            f"{each['verilog_eval']:.1f} | {each['ours']:.1f} | {each['naive'] / each['ours']:.1f} "
            f"| {each['verilog_eval'] / each['ours']:.1f} | {verdicts} |"
        )
        bad = len(texts) // 5
        spoilt = [HOSTILE.format(top=reference.top)] * bad + texts[bad:]
        seconds, _ = timed(ours, spoilt, reference, row)
        mixed = 1000 * seconds / len(texts)
        hostile.append(f"| {name} | {bad} | {each['ours']:.1f} | {mixed:.1f} | "
                       f"{100 * each['ours'] / mixed:.0f} % |")  # fmt: skip
    busy = f"- load average at the end: {os.getloadavg()[0]:.1f}\n"
    title = "\nWith one candidate in five hostile (an endless loop):\n"
    spread = scaling(reference, texts, jobs=12)
    parts = ["# Throughput\n", origin(), busy, *lines, title, *hostile, spread]
    publish("throughput", "\n".join(parts))


if __name__ == "__main__":
    main()

"""`rtlgen bench run` beside what an unprotected script would do, on the recorded completions.

The naive flow takes each text as it came, compiles it with the bench in one unit, runs it without
a sandbox, and looks for the pass line. What a judge of `bench run` says is compared with it sample
by sample, and each difference is listed with its reason. Then the references of the benchmarks go
the same two ways. Further judges are compared with `--judge NAME`, repeatable.

Only problem ids and verdicts are reported, no code. The naive flow runs code of language models
without protection: use a machine where that does no harm.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from problems import load, origin, path_of, publish

RTLGEN = str(Path(sys.executable).with_name("rtlgen"))
COMPLETIONS = ("rtllm-v2-recorded-problems", "rtllm-v2-recorded-completions")
REFERENCES = ("verilog-eval-v2", "rtllm-v2")
Key = tuple[str, str, int]
"""(problem, model, trial)."""


def naive(row: dict[str, Any], text: str, timeout_s: float) -> str:
    """Return `pass`, or what became of a text instead."""
    with tempfile.TemporaryDirectory(prefix="naive-") as name:
        folder = Path(name)
        files = {"design.v": text}
        if row.get("reference_top"):
            files["reference.v"] = row["reference"]
        files["bench.sv"] = row["testbench"]
        for file, content in {**files, **(row.get("data_files") or {})}.items():
            (folder / file).write_text(content)
        top = ["-s", row["testbench_top"]] if row.get("testbench_top") else []
        command = ["iverilog", "-g2012", *top, "-o", "bench.vvp", *files]
        if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
            return "does not compile"
        try:
            done = subprocess.run(
                ["vvp", "-n", "bench.vvp"], cwd=folder, capture_output=True, check=False,
                stdin=subprocess.DEVNULL, timeout=timeout_s,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return f"runs longer than {timeout_s:g} s"
    printed = done.stdout.decode(errors="replace")
    if row.get("reference_top"):
        is_pass = re.search(r"Mismatches: 0 in [1-9]\d* samples", printed) is not None
    else:
        is_pass = "Your Design Passed" in printed
    return "pass" if is_pass else "no pass line"


def naive_on_completions(timeout_s: float) -> dict[Key, str]:
    """Run the naive flow on all recorded completions."""
    rows = {row["id"]: row for row in load(COMPLETIONS[0])}
    recorded = load(COMPLETIONS[1])
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda r: naive(rows[r["id"]], r["completion"], timeout_s), recorded)
    keys = [(r["id"], r["model"], r["trial"]) for r in recorded]
    return dict(zip(keys, found, strict=True))


def naive_on_references(rows: list[dict[str, Any]], timeout_s: float) -> dict[Key, str]:
    """Run the naive flow on references, with the name that the bench expects."""
    return {
        (row["id"], "reference", 1): naive(row, _renamed(row), timeout_s) for row in rows
    }  # fmt: skip


def _renamed(row: dict[str, Any]) -> str:
    if row.get("reference_top"):
        return re.sub(rf"\b{row['reference_top']}\b", row["top"], row["reference"])
    return row["reference"].replace("verified_", "")


def bench_run(suite: str, judges: Sequence[str], *flags: str) -> tuple[dict[Key, dict], float]:
    """Run the command, and return its verdicts by sample and judge with the seconds it took."""
    asked = [word for judge in judges for word in ("--judge", judge)]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        command = [RTLGEN, "bench", "run", str(path_of(suite)), "--out", name, *asked, *flags]
        started = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        elapsed_s = time.monotonic() - started
        lines = (Path(name) / "verdicts.jsonl").read_text().splitlines()
    verdicts: dict[Key, dict] = {}
    for verdict in map(json.loads, lines):
        key = (verdict["id"], verdict["model"], verdict["trial"])
        verdicts.setdefault(key, {})[verdict["judge"]] = verdict
    return verdicts, elapsed_s


def compare(expected: dict[Key, str], verdicts: dict[Key, dict], judge: str) -> str:
    """Return how often a judge agrees with the naive flow, and each difference."""
    rows = []
    for key, said in expected.items():
        found = verdicts[key][judge]
        if (said == "pass") != (found["status"] == "PASS"):
            cells = (*map(str, key), said, found["status"], found["by"], found["reason"])
            rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    same = len(expected) - len(rows)
    text = f"Same verdict on {same} of {len(expected)} ({100 * same / len(expected):.1f} %).\n"
    if rows:
        header = ["| problem | model | trial | naive | judge | by | reason |", "|" + "---|" * 7]
        text += "\n" + "\n".join([*header, *rows]) + "\n"
    return text


def completions_section(judges: Sequence[str], timeout_s: float) -> str:
    """Compare on the recorded completions."""
    started = time.monotonic()
    expected = naive_on_completions(timeout_s)
    naive_s = time.monotonic() - started
    suite, recording = COMPLETIONS
    flags = ("--completions", str(path_of(recording)), "--timeout", str(timeout_s))
    verdicts, elapsed_s = bench_run(suite, judges, *flags)
    said = _counted(expected.values())
    lines = [
        f"## {len(expected)} recorded completions",
        f"Simulations may take {timeout_s:g} s. Naive flow: {said}; {naive_s:.0f} s.",
    ]
    for judge in judges:
        mine = [f"{found[judge]['status']} ({found[judge]['by']})" for found in verdicts.values()]
        lines += [f"### Judge {judge}", f"{_counted(mine)}.", compare(expected, verdicts, judge)]
    lines.append(f"`rtlgen bench run` took {elapsed_s:.0f} s for all judges.")
    return "\n\n".join(lines)


def references_section(name: str, judges: Sequence[str], timeout_s: float) -> str:
    """Compare on the references of a benchmark, and list those that do not pass."""
    rows = load(name)
    expected = naive_on_references(rows, timeout_s)
    verdicts, _ = bench_run(name, judges, "--references", "--timeout", str(timeout_s))
    defects = {row["id"]: row["known_defect"] for row in rows if row.get("known_defect")}
    lines = [f"## {len(rows)} references of {name}", f"Naive flow: {_counted(expected.values())}."]
    for judge in judges:
        found = {key[0]: verdict[judge] for key, verdict in verdicts.items()}
        passed = [problem for problem, v in found.items() if v["status"] == "PASS"]
        sound = [problem for problem in passed if problem not in defects]
        lines.append(
            f"### Judge {judge}\n\n{len(passed)} of {len(rows)} pass; without known defects "
            f"{len(sound)} of {len(rows) - len(defects)}."
        )
        missed = [
            f"- {problem}: {v['status']}, {v['reason']}"
            + (f" (known defect: {defects[problem]})" if problem in defects else "")
            for problem, v in found.items() if v["status"] != "PASS"
        ]  # fmt: skip
        lines += ["\n".join(missed)] if missed else []
        lines.append(compare(expected, verdicts, judge))
    return "\n\n".join(lines)


def _counted(words: Any) -> str:
    return ", ".join(f"{count} {word}" for word, count in Counter(words).most_common())


def main() -> None:
    """Compare on everything and publish."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--judge", action="append", help="foreign (the default) or ours")
    parser.add_argument("--timeout", type=float, default=10.0, help="s for a completion")
    parser.add_argument("--reference-timeout", type=float, default=120.0, help="s for a reference")
    given = parser.parse_args()
    judges = list(dict.fromkeys(given.judge or ["foreign"]))
    sections = [
        f"# Recorded completions and references, judged two ways\n\n{origin()}",
        completions_section(judges, given.timeout),
        *(references_section(name, judges, given.reference_timeout) for name in REFERENCES),
    ]
    suffix = "" if judges == ["foreign"] else "_" + "_".join(judges)
    publish(f"recorded{suffix}", "\n\n".join(section.strip() for section in sections) + "\n")


if __name__ == "__main__":
    main()

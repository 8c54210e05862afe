"""The small model: what it writes rightly, and what that costs.

    own       our own problems (benchmarks/own): one completion, the likeliest that is found
    verilog   VerilogEval's development half: n completions at a temperature, judged by ours;
              then one answer chosen among them, with construction first, without the reference

Each part is a run of `rtlgen bench run` in a folder under --work, which an interrupted measurement
goes on from.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from problems import ROOT, origin, path_of, publish

from rtlgen.config import GenerateConfig
from rtlgen.evaluate.statistics import wilson_interval

RTLGEN = [sys.executable, "-m", "rtlgen"]
OWN = ROOT / "benchmarks" / "own"
STRATEGIES = ("random", "likeliest", "majority", "obligations")

Rows = Mapping[str, Sequence[bool]]
"""Problem → whether each of its completions passed."""


def main() -> None:
    """Measure and publish."""
    options = _options()
    work, verilog = options.work, path_of("verilog-eval-v2")
    parts = [f"# The small model\n\n{origin()}- {_memory(options.backend)}\n"]
    for name in ("phrasing", "family"):
        suite = OWN / f"{name}.jsonl"
        run(suite, work / name, options.backend, n=1, temperature=0.0)
        parts.append(_own(name, passes(work / name), work / name))
    run(verilog, work / "verilog", options.backend, n=options.n, temperature=options.temperature)
    parts.append(_verilog(passes(work / "verilog"), options))
    parts.append(_chosen(verilog, work / "verilog", work, options))
    publish("model", "\n".join(parts))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--backend", default="embedded")
    parser.add_argument("--work", type=Path, required=True, help="folder of the runs")
    parser.add_argument("-n", type=int, default=16)
    parser.add_argument("--temperature", type=float, default=0.6)
    return parser.parse_args()


def run(suite: Path, out: Path, backend: str, *, n: int, temperature: float) -> None:
    """Draw and judge."""
    common = [*RTLGEN, "bench", "run", str(suite), "-o", str(out), "--format", "json"]
    drawn = [
        *common, "--phase", "generate", "-b", backend, "-n", str(n), "--max-tokens", "512",
        "--temperature", str(temperature), "--no-cache", "--seed", "0",
    ]  # fmt: skip
    _call(drawn)
    _call([*common, "--phase", "score", "--no-cache"])


def _memory(backend: str) -> str:
    """Draw sixteen completions in a process of its own, and say what memory that took."""
    spec = ROOT / "examples" / "prose" / "to_gray.md"
    with tempfile.TemporaryDirectory() as scratch:
        _call([*RTLGEN, "generate", str(spec), "-o", scratch + "/out", "-b", backend, "-n", "16",
               "--no-cache", "--exit-zero"])  # fmt: skip
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"sixteen completions of a specification take {most:.0f} MB at most"


def _call(command: Sequence[str]) -> None:
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}")


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def passes(folder: Path) -> Rows:
    """Return what the judge said of each completion, in the order of the trials."""
    last = {(row["id"], row["trial"]): row["status"] for row in rows_of(folder / "verdicts.jsonl")}
    found: dict[str, list[bool]] = defaultdict(list)
    for row in rows_of(folder / "samples.jsonl"):
        found[row["id"]].append(last.get((row["id"], row["trial"])) == "PASS")
    return found


def share(hits: int, of: int) -> str:
    """Return a share with its 95 % interval."""
    found = wilson_interval(hits, of)
    return f"{hits} of {of}: {hits / of:.1%} ({found.low:.1%} to {found.high:.1%})"


def _own(name: str, found: Rows, folder: Path) -> str:
    title = {
        "phrasing": "Families that training saw, in words that it did not",
        "family": "Families that training did not see",
    }[name]
    hits = sum(flags[0] for flags in found.values())
    how = f"one completion, the likeliest that {GenerateConfig().beams} beams find"
    lines = [
        f"## {title}\n",
        f"benchmarks/own/{name}.jsonl, {how}: {share(hits, len(found))}.\n",
        _cost(folder, hits),
        "\n| family | passed | of |", "|---|---|---|",
    ]  # fmt: skip
    families: dict[str, list[bool]] = defaultdict(list)
    for problem, flags in found.items():
        families[problem.rsplit("-", 1)[0]].append(flags[0])
    lines += [f"| {name} | {sum(f)} | {len(f)} |" for name, f in sorted(families.items())]
    return "\n".join(lines) + "\n"


def _cost(folder: Path, hits: int) -> str:
    usage = [row["usage"] for row in rows_of(folder / "samples.jsonl")]
    tokens = sum(one["completion_tokens"] for one in usage)
    written = sum(one["latency_s"] for one in usage)
    judged = sum(row["elapsed_s"] for row in rows_of(folder / "verdicts.jsonl"))
    return (
        f"{tokens} tokens in {written:.0f} s, many problems in a batch: {tokens / written:.0f} a "
        f"second; judged in {judged:.0f} s of one worker: {(written + judged) / max(1, hits):.2f} "
        f"s for each accepted module."
    )


def _verilog(found: Rows, options: argparse.Namespace) -> str:
    mean = sum(sum(flags) / len(flags) for flags in found.values()) / len(found)
    solved = sum(any(flags) for flags in found.values())
    lines = [
        "## VerilogEval, development half, the model alone\n",
        f"{options.n} completions at temperature {options.temperature}: pass@1 {mean:.1%}.\n",
        f"Any of {options.n}: {share(solved, len(found))}.\n",
        "| problem | passed | of |", "|---|---|---|",
    ]  # fmt: skip
    lines += [f"| {name} | {sum(flags)} | {len(flags)} |" for name, flags in found.items()]
    return "\n".join(lines) + "\n"


def _chosen(suite: Path, folder: Path, work: Path, options: argparse.Namespace) -> str:
    """Choose by each strategy from the completions of the model and what construction gives."""
    both = work / "both"
    run(suite, work / "exact", "exact", n=1, temperature=0.0)
    both.mkdir(exist_ok=True)
    rows = [row for f in (work / "exact", folder) for row in rows_of(f / "samples.jsonl")]
    (both / "samples.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    lines = [
        "## One answer: construction first, then the model\n",
        "Chosen by the prompt alone; judged by the reference afterwards.\n",
        "| strategy | candidates | right | choosing, s a problem |",
        "|---|---|---|---|",
    ]
    for strategy in STRATEGIES:
        chosen = work / f"chosen-{strategy}.jsonl"
        if not chosen.exists():
            _call([
                *RTLGEN, "bench", "select", str(suite), str(both), "-o", str(chosen),
                "--strategy", strategy,
            ])  # fmt: skip
        out = work / f"scored-{strategy}"
        _call([
            *RTLGEN, "bench", "run", str(suite), "-o", str(out), "--completions", str(chosen),
            "--format", "json", "--force",
        ])  # fmt: skip
        found = passes(out)
        seconds = [row["elapsed_s"] for row in rows_of(chosen)]
        lines.append(
            f"| {strategy} | {options.n} | "
            f"{share(sum(flags[0] for flags in found.values()), len(found))} | "
            f"{sum(seconds) / max(1, len(seconds)):.2f} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

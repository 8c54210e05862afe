"""Is a model better after learning? Two or more models on the same problems, paired.

    own       our own problems in words that no training saw (benchmarks/own/phrasing.jsonl)
    verilog   VerilogEval's development half

Each model writes n completions of each problem at a temperature, judged by ours. A gain is the mean
over problems of what one model does better than the first; its 95 % interval is a bootstrap over
problems. Each part is a run of `rtlgen bench run` in a folder under --work, which an interrupted
measurement goes on from.

    python benchmarks/learning.py --work runs/learning before=embedded sft=local:runs/sft/model
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from model import OWN, Rows, passes, rows_of, run
from problems import origin, path_of, publish

from rtlgen.evaluate.statistics import Interval, bootstrap_interval, pass_at_k

Score = Callable[[Sequence[bool]], float]


def main() -> None:
    """Measure and publish."""
    options = _options()
    models = dict(text.split("=", maxsplit=1) for text in options.models)
    suites = {
        "own": _some(OWN / "phrasing.jsonl", options.every, options.work / "own.jsonl"),
        "verilog": path_of("verilog-eval-v2"),
    }
    parts = [f"# Before and after\n\n{origin()}"]
    for name in options.suites:
        suite = suites[name]
        found: dict[str, Rows] = {}
        for model, backend in models.items():
            out = options.work / model / name
            run(suite, out, backend, n=options.n, temperature=options.temperature)
            found[model] = passes(out)
        parts.append(_table(name, found, options.n, options.temperature))
    publish(options.name, "\n".join(parts))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("models", nargs="+", metavar="NAME=BACKEND", help="the first is compared")
    parser.add_argument("--work", type=Path, required=True, help="folder of the runs")
    parser.add_argument("--name", default="learning", help="of the file in benchmarks/results")
    parser.add_argument("-n", type=int, default=16)
    parser.add_argument("--temperature", type=float, default=0.6)
    parser.add_argument("--every", type=int, default=1, help="of our own problems, each K-th")
    parser.add_argument(
        "--suites", nargs="+", choices=("own", "verilog"), default=("own", "verilog")
    )
    return parser.parse_args()


def _some(suite: Path, every: int, out: Path) -> Path:
    """Write each K-th problem to a file of its own."""
    if every == 1:
        return suite
    out.parent.mkdir(parents=True, exist_ok=True)
    rows = rows_of(suite)[::every]
    out.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return out


def _table(name: str, found: dict[str, Rows], n: int, temperature: float) -> str:
    first = next(iter(found))
    title = {"own": "Our own problems in unseen words", "verilog": "VerilogEval, development half"}
    lines = [
        f"## {title[name]}\n",
        f"{len(found[first])} problems, {n} completions each at temperature {temperature}.\n",
        f"Gains over `{first}` in points.\n",
        f"| model | pass@1 | gain | any of {n} | gain |", "|---|---|---|---|---|",
    ]  # fmt: skip
    scores: tuple[Score, ...] = (_share, any)
    for model, rows in found.items():
        cells = []
        for score in scores:
            values = [float(score(rows[problem])) for problem in found[first]]
            before = [float(score(flags)) for flags in found[first].values()]
            cells.append(_percent(values))
            cells.append("" if model == first else _gain(values, before))
        lines.append(f"| {model} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _share(flags: Sequence[bool]) -> float:
    return pass_at_k(len(flags), sum(flags), 1)


def _percent(values: Sequence[float]) -> str:
    return f"{100 * sum(values) / len(values):.1f} % {_interval(bootstrap_interval(values))}"


def _gain(values: Sequence[float], before: Sequence[float]) -> str:
    gains = [value - other for value, other in zip(values, before, strict=True)]
    return f"{100 * sum(gains) / len(gains):+.1f} {_interval(bootstrap_interval(gains))}"


def _interval(found: Interval) -> str:
    return f"({100 * found.low:.1f} to {100 * found.high:.1f})"


if __name__ == "__main__":
    main()

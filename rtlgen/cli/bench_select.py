"""`rtlgen bench select SUITE.jsonl RUN`: one answer for each problem, without its reference."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from rtlgen.cli.bench import Only, SuiteFile
from rtlgen.cli.bench_doctor import app
from rtlgen.cli.examples import EXAMPLES
from rtlgen.cli.options import UnsafeNoSandbox, allow_no_sandbox, require_known
from rtlgen.errors import UsageError

__all__ = ["app"]

Run = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of `rtlgen bench run`.")]
Out = Annotated[
    Path, typer.Option("--out", "-o", metavar="FILE.jsonl", help="The chosen completions.")
]
StrategyName = Annotated[
    str,
    typer.Option(
        "--strategy",
        metavar="NAME",
        help="first, random, likeliest, majority, obligations, cluster or cluster+repair.",
    ),
]
Most = Annotated[
    int | None,
    typer.Option(
        "--candidates", "-n", metavar="N", min=1, help="Choose from the first N of each model."
    ),
]
Seed = Annotated[int, typer.Option(metavar="N", help="Seed of stimuli and of `random`.")]


@app.command("select", epilog=EXAMPLES["bench select"])
def select(
    suite: SuiteFile,
    run: Run,
    out: Out,
    strategy: StrategyName = "cluster",
    candidates: Most = None,
    only: Only = None,
    seed: Seed = 0,
    unsafe_no_sandbox: UnsafeNoSandbox = False,
) -> None:
    """Choose one of a run's completions for each problem by the prompt alone.

    The file is scored like other recorded completions: `rtlgen bench run --completions FILE`.
    Neither reference nor bench of a problem is looked at. Where candidates of several models are
    compared, a model counts more the oftener its candidates do what is chosen, over all problems.
    """
    from rtlgen.evaluate.choose import prepare
    from rtlgen.evaluate.run_folder import RunFolder
    from rtlgen.evaluate.suite import read_suite
    from rtlgen.evidence.files import write_text
    from rtlgen.search.strategies import STRATEGIES

    require_known("--strategy", "strategy", strategy, list(STRATEGIES))
    allow_no_sandbox(unsafe_no_sandbox)
    problems = [p for p in read_suite(suite).problems if not only or p.id in only]
    samples = RunFolder(path=run).samples()
    if not {sample.problem for sample in samples} & {problem.id for problem in problems}:
        raise UsageError(f"{run}: holds no completion for a problem of {suite}")
    pools = prepare(
        problems, samples, strategy, most=candidates, seed=seed,
        on_compared=lambda problem: print(f"compared: {problem}", file=sys.stderr),
    )  # fmt: skip
    for name, weight in sorted(pools.trust.items()):
        print(f"a candidate of {name} counts {weight:.2f}", file=sys.stderr)
    rows = []
    for chosen in pools.choose(strategy):
        row = {
            "id": chosen.problem, "model": strategy, "trial": 1,
            "completion": chosen.choice.candidate.verilog, "share": round(chosen.choice.share, 4),
            "of": chosen.of, "backend": chosen.choice.candidate.backend,
            "elapsed_s": round(chosen.elapsed_s, 3),
        }  # fmt: skip
        rows.append(json.dumps(row) + "\n")
        print(f"{len(rows)}: {chosen.problem}, {chosen.choice.share:.0%}", file=sys.stderr)
    write_text(out, "".join(rows))

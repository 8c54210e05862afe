"""`rtlgen bench ab A B`: which of two configurations is better on the same problems?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rtlgen.cli.bench import open_judges, open_source
from rtlgen.cli.bench_select import app
from rtlgen.cli.examples import EXAMPLES
from rtlgen.cli.options import (
    UnsafeNoSandbox,
    Workers,
    allow_no_sandbox,
    require_known,
    sampling_of,
)
from rtlgen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from rtlgen.evaluate.ab import Arm, Result
    from rtlgen.evaluate.run import BenchJob
    from rtlgen.evaluate.suite import Suite

__all__ = ["app"]

Side = Annotated[
    Path, typer.Argument(help="Folder of `rtlgen bench run`, or a configuration (.toml) to run.")
]
SuiteFile = Annotated[
    Path | None, typer.Option("--suite", metavar="SUITE.jsonl", help="What to run them on.")
]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="DIR", help="Folder of both runs.")
]
JudgeName = Annotated[str, typer.Option("--judge", metavar="NAME", help="ours or foreign.")]
Alpha = Annotated[
    float,
    typer.Option(
        metavar="P", min=1e-6, max=0.5, help="Chance to call one of two equal arms better."
    ),
]
Step = Annotated[int, typer.Option(metavar="N", min=1, help="Problems between two looks.")]
Seed = Annotated[int, typer.Option(metavar="N", help="Seed of the order of the problems.")]
Format = Annotated[
    str,
    typer.Option(
        "--format", envvar="RTLGEN_BENCH_AB_FORMAT", metavar="NAME", help="human or json."
    ),
]


@app.command("ab", epilog=EXAMPLES["bench ab"])
def ab(
    a: Side,
    b: Side,
    suite: SuiteFile = None,
    out: Out = None,
    judge: JudgeName = "ours",
    alpha: Alpha = 0.05,
    step: Step = 10,
    seed: Seed = 0,
    workers: Workers = "local",
    output_format: Format = "human",
    unsafe_no_sandbox: UnsafeNoSandbox = False,
) -> None:
    """Compare two runs, or run two configurations until it is clear which is better.

    Each problem votes for the arm with the higher pass rate. Exit 0 when one arm is better, 3 when
    no difference was shown.
    """
    from rtlgen.evaluate.ab import compare_runs
    from rtlgen.evaluate.ab_text import render_human, render_json

    formats = {"human": render_human, "json": render_json}
    require_known("--format", "format", output_format, list(formats))
    require_known("--judge", "judge", judge, ["ours", "foreign"])
    allow_no_sandbox(unsafe_no_sandbox)
    kinds = {path.suffix == ".toml" for path in (a, b)}
    if len(kinds) == 2 or (kinds == {True}) != (suite is not None and out is not None):
        raise UsageError(
            "bench ab: give two folders of runs; or two .toml files with --suite and --out"
        )
    if suite is not None and out is not None:
        result = _run(a, b, suite, out, judge=judge, alpha=alpha, step=step, seed=seed,
                      workers=workers)  # fmt: skip
    else:
        result = compare_runs((a, b), judge, alpha=alpha)
    sys.stdout.write(formats[output_format](result))
    raise typer.Exit(ExitCode.UNDECIDED if result.winner is None else ExitCode.OK)


def _run(
    a: Path, b: Path, suite: Path, out: Path, *, judge: str, alpha: float, step: int, seed: int,
    workers: str,
) -> Result:  # fmt: skip
    from rtlgen.cli.bench_progress import show_progress
    from rtlgen.evaluate.ab import ARMS, compare_in_steps, read_arm
    from rtlgen.evaluate.run import run_bench
    from rtlgen.evaluate.suite import read_suite

    problems = read_suite(suite)
    with ExitStack() as stack:
        jobs = [
            _job(path, problems, out / name, judge, workers, stack)
            for name, path in zip(ARMS, (a, b), strict=True)
        ]

        def run(part: Sequence[str]) -> tuple[Arm, Arm]:
            for job in jobs:
                with show_progress() as progress:
                    run_bench(_on(job, part), progress)
            return read_arm(jobs[0].out, judge), read_arm(jobs[1].out, judge)

        ids = [problem.id for problem in problems.problems]
        return compare_in_steps(ids, step, run, alpha=alpha, seed=seed)


def _job(
    path: Path, suite: Suite, out: Path, judge: str, workers: str, stack: ExitStack
) -> BenchJob:
    """Open the backends of one configuration."""
    from rtlgen.cli.backends import names_of
    from rtlgen.config import load_config
    from rtlgen.evaluate.run import BenchJob

    settings = load_config([path])
    sampling = sampling_of(settings)
    has_cache = settings.generate.has_cache
    source = stack.enter_context(
        open_source(names_of(None, settings), settings, sampling, has_cache)
    )
    return BenchJob(
        suite=suite, out=out, source=source, workers=workers,
        judges=open_judges([judge], settings, 30.0, None, has_cache=has_cache),
    )  # fmt: skip


def _on(job: BenchJob, part: Sequence[str]) -> BenchJob:
    import dataclasses

    return dataclasses.replace(job, only=tuple(part))

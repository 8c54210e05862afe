"""`rtlgen bench run SUITE.jsonl --out DIR`: score completions or a backend on a benchmark file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rtlgen.cli.examples import EXAMPLES
from rtlgen.cli.options import (
    Beams,
    ConfigFiles,
    Seed,
    UnsafeNoSandbox,
    Workers,
    allow_no_sandbox,
    require_known,
    sampling_of,
)
from rtlgen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from rtlgen.candidate import Sampling
    from rtlgen.config import Config
    from rtlgen.evaluate.judges import Judge
    from rtlgen.evaluate.sources import Source
    from rtlgen.evaluate.suite import Suite
    from rtlgen.evaluate.summary import Summary

app = typer.Typer(help="Measure backends and judges on benchmark files.", no_args_is_help=True)

SuiteFile = Annotated[
    Path, typer.Argument(metavar="SUITE.jsonl", help="Benchmark file: a problem each line.")
]
Out = Annotated[
    Path, typer.Option("--out", "-o", metavar="DIR", help="Folder of the run; resumes one.")
]
PhaseName = Annotated[
    str, typer.Option("--phase", metavar="NAME", help="generate, score, or all of it.")
]
Backends = Annotated[
    list[str] | None,
    typer.Option(
        "--backend",
        "-b",
        metavar="NAME",
        help="exact, embedded, endpoint[:MODEL], URL or local:FOLDER; repeatable, each is a model.",
    ),
]
Completions = Annotated[
    Path | None,
    typer.Option(
        "--completions",
        metavar="FILE.jsonl",
        help="Recorded completions instead of a backend: id, model, trial, completion.",
    ),
]
References = Annotated[
    bool, typer.Option("--references", help="Score the references: is the benchmark sound?")
]
Judges = Annotated[
    list[str] | None,
    typer.Option(
        "--judge",
        metavar="NAME",
        help="ours (our checks against the reference) or foreign (the row's own bench, less "
        "trusted); repeatable, several are compared.",
    ),
]
Candidates = Annotated[
    int | None,
    typer.Option("--candidates", "-n", metavar="N", min=1, help="Completions per problem."),
]
Temperature = Annotated[
    float | None, typer.Option(metavar="T", min=0.0, help="Sampling temperature.")
]
MaxTokens = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Limit of one completion, in tokens.")
]
Cache = Annotated[
    bool | None,
    typer.Option(
        "--cache/--no-cache",
        help="Reuse completions of equal requests, and our verdicts on equal candidates.",
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout", metavar="S", min=0.1, help="Processor seconds of one foreign simulation."
    ),
]
Ks = Annotated[
    list[int] | None,
    typer.Option("--k", metavar="K", min=1, help="Report pass@K; repeatable; else 1, 5, 10, 20, …"),
]
Only = Annotated[
    list[str] | None, typer.Option("--only", metavar="ID", help="This problem; repeatable.")
]
Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=1, help="The first N problems.")
]
MinPass = Annotated[
    float | None,
    typer.Option(
        "--min-pass",
        metavar="RATE",
        min=0.0,
        max=1.0,
        help="Exit with 1 when the corrected pass@1 is below RATE (0 to 1).",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Throw away what other settings left in DIR.")]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        envvar="RTLGEN_BENCH_RUN_FORMAT",
        metavar="NAME",
        help="On stdout: human, json, jsonl or markdown.",
    ),
]
Reports = Annotated[
    list[str] | None,
    typer.Option("--report", metavar="FORMAT:PATH", help="A further report; repeatable."),
]


@app.command("run", epilog=EXAMPLES["bench run"])
def run(
    suite: SuiteFile,
    out: Out,
    phase: PhaseName = "all",
    backend: Backends = None,
    completions: Completions = None,
    references: References = False,
    judge: Judges = None,
    candidates: Candidates = None,
    temperature: Temperature = None,
    beams: Beams = None,
    max_tokens: MaxTokens = None,
    cache: Cache = None,
    workers: Workers = "local",
    timeout: Timeout = 30.0,
    k: Ks = None,
    only: Only = None,
    limit: Limit = None,
    min_pass: MinPass = None,
    force: Force = False,
    output_format: Format = "human",
    report: Reports = None,
    seed: Seed = None,
    unsafe_no_sandbox: UnsafeNoSandbox = False,
    config: ConfigFiles = None,
) -> None:
    """Score completions on a benchmark: pass@k with intervals, raw and without defective rows.

    Completions and verdicts lie in DIR as JSON lines. The same command goes on where it was
    interrupted; what is there is not done again.
    """
    from rtlgen.cli.backends import names_of
    from rtlgen.cli.bench_progress import show_progress
    from rtlgen.config import load_config
    from rtlgen.evaluate import BenchJob, Phase, run_bench
    from rtlgen.evaluate.formats import FORMATS
    from rtlgen.evaluate.suite import read_suite
    from rtlgen.evidence.files import write_text
    from rtlgen.report.render import check_format, parse_targets

    require_known("--phase", "phase", phase, [p.value for p in Phase])
    check_format(output_format, "--format", FORMATS)
    targets = parse_targets(report or (), FORMATS)
    sources = {"--backend": backend, "--completions": completions, "--references": references}
    drawing = {
        "--candidates": candidates, "--temperature": temperature, "--beams": beams,
        "--max-tokens": max_tokens,
    }  # fmt: skip
    _refuse_mixtures(phase, sources, drawing)
    allow_no_sandbox(unsafe_no_sandbox)
    settings = load_config(config or ())
    has_cache = settings.generate.has_cache if cache is None else cache
    problems = read_suite(suite)
    if phase == Phase.SCORE:
        opened: AbstractContextManager[Source | None] = nullcontext()
    elif completions is not None:
        opened = nullcontext(_recorded(completions, problems))
    elif references:
        opened = nullcontext(_references())
    else:
        sampling = sampling_of(settings, candidates, temperature, beams, max_tokens, seed)
        opened = open_source(names_of(backend, settings), settings, sampling, has_cache)
    with opened as source, show_progress() as progress:
        job = BenchJob(
            suite=problems, out=out, phase=Phase(phase), source=source,
            judges=open_judges(judge or ["ours"], settings, timeout, seed, has_cache=has_cache),
            only=tuple(only or ()), limit=limit, ks=tuple(k or ()),
            workers=workers, is_forced=force,
        )  # fmt: skip
        summary = run_bench(job, progress)
    sys.stdout.write(FORMATS[output_format](summary))
    for name, path in targets:
        write_text(path, FORMATS[name](summary))
    raise typer.Exit(_exit_code(summary, min_pass))


def _refuse_mixtures(
    phase: str, sources: Mapping[str, object], drawing: Mapping[str, object]
) -> None:
    """Refuse flags that would have no effect beside others."""
    given = [flag for flag, value in sources.items() if value]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)}: completions come from one place; give one")
    if phase == "score" and given:
        raise UsageError(
            f"{given[0]}: --phase score judges the completions that --out holds; leave it out"
        )
    idle = [flag for flag, value in drawing.items() if value is not None]
    if idle and (phase == "score" or given not in ([], ["--backend"])):
        raise UsageError(f"{idle[0]}: no completions are drawn from a backend; leave it out")


def _recorded(path: Path, suite: Suite) -> Source:
    from rtlgen.evaluate.sources import RecordedSource

    source = RecordedSource(path, suite)
    if source.strangers:
        print(
            f"rtlgen: {path}: {source.strangers} rows belong to no problem of {suite.path}",
            file=sys.stderr,
        )
    return source


def _references() -> Source:
    from rtlgen.evaluate.sources import ReferenceSource

    return ReferenceSource()


@contextmanager
def open_source(
    names: Sequence[str], settings: Config, sampling: Sampling, has_cache: bool
) -> Iterator[Source]:
    """Open backends as a source of completions."""
    from rtlgen.cli.backends import open_backends
    from rtlgen.evaluate.sources import BackendSource

    for name in names:
        if name.startswith("replay:"):
            file = name.removeprefix("replay:")
            raise UsageError(f"--backend {name}: give --completions {file}, which knows its rows")
    with open_backends(names, settings, has_cache=has_cache) as backends:
        yield BackendSource(backends, sampling)


def open_judges(
    names: Sequence[str], settings: Config, timeout_s: float, seed: int | None, *, has_cache: bool
) -> tuple[Judge, ...]:
    """Return judges by their names; the foreign one stops a simulation after `timeout_s`."""
    from rtlgen.cli.backends import cache_folder
    from rtlgen.evaluate.foreign import ForeignJudge
    from rtlgen.evaluate.judges import OursJudge

    ours = OursJudge(
        seed=settings.verify.seed if seed is None else seed,
        depth=settings.verify.depth,
        formal_timeout_s=settings.verify.formal_timeout_s,
        cache=cache_folder() / "verdicts.sqlite" if has_cache else None,
    )
    known: dict[str, Judge] = {"ours": ours, "foreign": ForeignJudge(timeout_s=timeout_s)}
    chosen = [require_known("--judge", "judge", name, list(known)) for name in names]
    return tuple(known[name] for name in dict.fromkeys(chosen))


def _exit_code(summary: Summary, min_pass: float | None) -> ExitCode:
    """Say on standard error why a run is not simply done, and return the exit code."""
    broken = len(summary.not_generated) + summary.errors
    if broken:
        print(
            f"rtlgen: {len(summary.not_generated)} problems were not generated and "
            f"{summary.errors} verdicts are ERROR; run the same command again to try those again",
            file=sys.stderr,
        )
        return ExitCode.ENVIRONMENT
    if min_pass is None or not summary.judges:
        return ExitCode.OK
    rate = summary.gate_rate
    if rate is None:
        print("rtlgen: --min-pass: no problem without a known defect was scored", file=sys.stderr)
        return ExitCode.UNDECIDED
    if rate < min_pass:
        print(
            f"rtlgen: corrected pass@1 is {rate:.4f}, below --min-pass {min_pass:g}",
            file=sys.stderr,
        )
        return ExitCode.NEGATIVE
    return ExitCode.OK

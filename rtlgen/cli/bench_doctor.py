"""`rtlgen bench doctor SUITE.jsonl`: is a benchmark sound, and how weak are its benches?"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rtlgen.cli.bench import Limit, Only, Reports, SuiteFile, app
from rtlgen.cli.examples import EXAMPLES
from rtlgen.cli.options import UnsafeNoSandbox, Workers, allow_no_sandbox
from rtlgen.errors import ExitCode

__all__ = ["app"]

Mutants = Annotated[
    int, typer.Option(metavar="N", min=0, help="Mutants of each reference that are tried.")
]
Seed = Annotated[int, typer.Option(metavar="N", help="Seed of the mutants.")]
WeakBelow = Annotated[
    float,
    typer.Option(
        metavar="RATE", min=0.0, max=1.0, help="A bench that kills a smaller share is a defect."
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout", metavar="S", min=0.1, help="Processor seconds of one run of a bench."
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        envvar="RTLGEN_BENCH_DOCTOR_FORMAT",
        metavar="NAME",
        help="On stdout: human, json, jsonl or markdown.",
    ),
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 even with defects.")]


@app.command("doctor", epilog=EXAMPLES["bench doctor"])
def doctor(
    suite: SuiteFile,
    mutants: Mutants = 8,
    weak_below: WeakBelow = 0.5,
    timeout: Timeout = 30.0,
    only: Only = None,
    limit: Limit = None,
    workers: Workers = "local",
    output_format: Format = "human",
    report: Reports = None,
    seed: Seed = 0,
    exit_zero: ExitZero = False,
    unsafe_no_sandbox: UnsafeNoSandbox = False,
) -> None:
    """Examine a benchmark before a score on it is quoted.

    The bench must pass the reference and what is proved equal to it; it must fail cheap cheats
    and mutants; prompt and reference must name the same ports. Exits with 1 when a row is
    defective.
    """
    from rtlgen.cli.bench_progress import show_progress
    from rtlgen.evaluate.doctor import FORMATS, Examiner, examine
    from rtlgen.evaluate.foreign import ForeignJudge
    from rtlgen.evaluate.suite import read_suite
    from rtlgen.evidence.files import write_text
    from rtlgen.report.render import check_format, parse_targets
    from rtlgen.workers import open_workers

    check_format(output_format, "--format", FORMATS)
    targets = parse_targets(report or (), FORMATS)
    allow_no_sandbox(unsafe_no_sandbox)
    rows = read_suite(suite)
    examiner = Examiner(
        mutants=mutants, seed=seed, weak_below=weak_below, bench=ForeignJudge(timeout_s=timeout)
    )
    with open_workers(workers) as opened, show_progress() as progress:
        problems = rows.select(tuple(only or ()), limit)
        found = examine(rows, problems, examiner, opened, progress)
    sys.stdout.write(FORMATS[output_format](found))
    for name, path in targets:
        write_text(path, FORMATS[name](found))
    if found.broken:
        raise typer.Exit(ExitCode.ENVIRONMENT)
    raise typer.Exit(ExitCode.NEGATIVE if found.defective and not exit_zero else ExitCode.OK)

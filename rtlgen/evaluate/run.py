"""One run: complete the samples, complete the verdicts, count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rtlgen.errors import UsageError
from rtlgen.evaluate.data import render_json
from rtlgen.evaluate.judges import Judge, Settings
from rtlgen.evaluate.phases import NotGenerated, Progress, generate, score
from rtlgen.evaluate.run_folder import RunFolder, RunSettings, open_run
from rtlgen.evaluate.sources import Source
from rtlgen.evaluate.suite import Problem, Suite
from rtlgen.evaluate.summary import Summary, summarise
from rtlgen.evidence.files import write_text
from rtlgen.workers import open_workers

REPORT = "report.json"


class Phase(StrEnum):
    """What is to be done."""

    ALL = "all"
    GENERATE = "generate"
    SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchJob:
    """What `rtlgen bench run` was asked for."""

    suite: Suite
    out: Path
    phase: Phase = Phase.ALL
    source: Source | None = None
    """Where completions come from; None = only those that are there already are scored."""
    judges: tuple[Judge, ...] = ()
    only: tuple[str, ...] = ()
    """Ids of problems; empty = all."""
    limit: int | None = None
    """Most problems, from the first."""
    ks: tuple[int, ...] = ()
    """Of pass@k; empty = `rtlgen.evaluate.summary.USUAL_K`."""
    workers: str = "1"
    """Where verdicts are made, see `rtlgen.workers.open_workers`."""
    is_forced: bool = False


def run_bench(job: BenchJob, progress: Progress) -> Summary:
    """Work through the phases; what an earlier run did is not done again.

    Returns:
        The scores of all that the folder holds for the chosen problems; after the phase
        `generate` those without a judge.

    Raises:
        UsageError: the folder or the choice of problems cannot be used.
        ToolError: the environment is broken.
    """
    problems = job.suite.select(job.only, job.limit)
    judges = () if job.phase is Phase.GENERATE else job.judges
    _refuse_idle_judges(judges, problems)
    settings = RunSettings(
        suite_sha256=job.suite.sha256,
        source=None if job.source is None else job.source.settings,
        judges={judge.name: _judge_settings(judge) for judge in judges},
    )
    with open_run(job.out, settings, is_forced=job.is_forced) as folder:
        failed: tuple[NotGenerated, ...] = ()
        if job.source is not None and job.phase is not Phase.SCORE:
            failed = generate(job.source, problems, folder, progress)
        chosen = {problem.id: number for number, problem in enumerate(problems)}
        samples = [sample for sample in folder.samples() if sample.problem in chosen]
        samples.sort(key=lambda sample: chosen[sample.problem])
        if not samples and not failed:
            raise UsageError(
                f"{job.out}: holds no completions of these problems; run the phase 'generate' first"
            )
        if judges:
            with open_workers(job.workers) as workers:
                score(problems, samples, judges, folder, workers=workers, progress=progress)
        summary = summarise(
            job.suite, problems, samples, folder.verdicts(), judges, ks=job.ks,
            not_generated=failed,
        )  # fmt: skip
        _write_report(folder, summary)
    return summary


def _write_report(folder: RunFolder, summary: Summary) -> None:
    if summary.judges:
        write_text(folder.path / REPORT, render_json(summary))


def _judge_settings(judge: Judge) -> Settings:
    """Return what decides the verdicts of a judge."""
    from rtlgen.sandbox import tool_versions

    versions = {k: v for k, v in tool_versions() if k in ("rtlgen", "iverilog")}
    return {**judge.settings, **versions}


def _refuse_idle_judges(judges: Sequence[Judge], problems: Sequence[Problem]) -> None:
    """A judge that can say nothing about any problem was not meant."""
    for judge in judges:
        if all(judge.complaint(problem) for problem in problems):
            raise UsageError(
                f"--judge {judge.name}: no problem can be judged: {judge.complaint(problems[0])}; "
                "choose another judge"
            )

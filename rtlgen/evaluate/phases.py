"""The two phases of a run: completions, then verdicts. Both go on where they stopped."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

from rtlgen.errors import BackendError, ToolCrashed
from rtlgen.evaluate.judges import Judge, Judgement
from rtlgen.evaluate.run_folder import RunFolder, VerdictRow
from rtlgen.evaluate.samples import Sample
from rtlgen.evaluate.sources import Source
from rtlgen.evaluate.suite import Problem
from rtlgen.verdict import Status
from rtlgen.workers import Lost, Workers

_FAILURES_IN_A_ROW = 3
"""A backend that fails for so many problems in a row is not asked again."""
_TRIES = 3
"""How often a task is begun that the machine, not the design, brings to an end."""
_PAUSE_S = 0.2


class Progress(Protocol):
    """Shows how far a phase is."""

    def begin(self, phase: str, *, total: int, done: int) -> None:
        """A phase starts; `done` of `total` rows are there from an earlier run."""

    def advance(self, count: int, text: str) -> None:
        """So many more rows are done."""

    def note(self, text: str) -> None:
        """Something that the user should know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotGenerated:
    """A problem for which a backend failed; the next run asks again."""

    problem: str
    model: str
    reason: str


def generate(
    source: Source, problems: Sequence[Problem], folder: RunFolder, progress: Progress
) -> tuple[NotGenerated, ...]:
    """Draw the completions that the folder lacks, and return what could not be drawn."""
    there = {sample.key[:2] for sample in folder.samples()}
    todo = {
        model: [problem for problem in problems if (problem.id, model) not in there]
        for model in source.models
    }
    total = len(source.models) * len(problems)
    progress.begin("generate", total=total, done=total - sum(map(len, todo.values())))
    failed: list[NotGenerated] = []
    for model, missing in todo.items():
        in_a_row = 0
        for problem, found in _drawn(source, missing, model):
            if isinstance(found, BackendError):
                in_a_row += 1
                failed.append(NotGenerated(problem=problem.id, model=model, reason=str(found)))
                progress.note(f"{problem.id}: {found}")
                if in_a_row == _FAILURES_IN_A_ROW:
                    failed += _not_asked(missing[missing.index(problem) + 1 :], model)
                    break
            else:
                in_a_row = 0
                folder.add_samples(found)
                progress.advance(1, f"{model} {problem.id}")
    return tuple(failed)


def _not_asked(problems: Sequence[Problem], model: str) -> list[NotGenerated]:
    reason = f"not asked: {model} failed {_FAILURES_IN_A_ROW} times in a row"
    return [NotGenerated(problem=one.id, model=model, reason=reason) for one in problems]


def _drawn(
    source: Source, problems: Sequence[Problem], model: str
) -> Iterator[tuple[Problem, tuple[Sample, ...] | BackendError]]:
    """Yield the samples of each problem, or why there are none.

    Where some that were drawn together fail, each is asked alone.
    """
    size = source.at_once(model)
    for start in range(0, len(problems), size):
        some = problems[start : start + size]
        if len(some) > 1:
            try:
                yield from zip(some, source.draw_together(some, model), strict=True)
                continue
            except BackendError:
                pass
        for problem in some:
            try:
                yield problem, source.draw(problem, model)
            except BackendError as error:
                yield problem, error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """Different texts for one problem, to be judged at once."""

    judge: Judge
    problem: Problem
    candidates: tuple[tuple[str, str], ...]
    """(content hash, Verilog)."""


def score(
    problems: Sequence[Problem],
    samples: Sequence[Sample],
    judges: Sequence[Judge],
    folder: RunFolder,
    *,
    workers: Workers,
    progress: Progress,
) -> None:
    """Judge the samples that have no verdict yet; equal texts for one problem are judged once.

    What broke (ERROR) is judged again in the next run.

    Args:
        problems: Those to be scored.
        samples: Their samples.
        judges: Asked in turn.
        folder: Where verdicts are added as they come.
        workers: Where the work is done.
        progress: Is told of each verdict.

    Raises:
        ToolNotFound: a tool is missing.
    """
    open_rows = _open_rows(samples, judges, folder)
    total = len(samples) * len(judges)
    progress.begin("score", total=total, done=total - sum(len(s) for s in open_rows.values()))
    known = {
        (row.problem, row.judge, row.candidate): row.judgement
        for row in folder.verdicts().values() if row.judgement.status is not Status.ERROR
    }  # fmt: skip
    by_id = {problem.id: problem for problem in problems}
    texts: dict[tuple[str, str], dict[str, str]] = {}
    for (name, problem_id, candidate), rows in open_rows.items():
        if not rows[0].candidate.verilog:
            for row in rows:
                reason = row.missing or "the completion holds no module"
                found = Judgement(status=Status.FAIL, by="generate", reason=reason)
                _settle(folder, progress, name, [row], found)
        elif earlier := known.get((problem_id, name, candidate)):
            _settle(folder, progress, name, rows, earlier)
        else:
            texts.setdefault((name, problem_id), {})[candidate] = rows[0].candidate.verilog
    tasks = list(_tasks(texts, {judge.name: judge for judge in judges}, by_id))
    with closing(_run(tasks, workers)) as results:
        for task, judgements in results:
            for (candidate, _), judgement in zip(task.candidates, judgements, strict=True):
                rows = open_rows[task.judge.name, task.problem.id, candidate]
                _settle(folder, progress, task.judge.name, rows, judgement)


def _open_rows(
    samples: Sequence[Sample], judges: Sequence[Judge], folder: RunFolder
) -> dict[tuple[str, str, str], list[Sample]]:
    """Return what is to be judged: (judge, problem, candidate) → its samples."""
    verdicts = folder.verdicts()
    rows: dict[tuple[str, str, str], list[Sample]] = {}
    for judge in judges:
        for sample in samples:
            row = verdicts.get((*sample.key, judge.name))
            candidate = sample.candidate.id
            is_done = (
                row is not None
                and row.candidate == candidate
                and row.judgement.status is not Status.ERROR
            )
            if not is_done:
                rows.setdefault((judge.name, sample.problem, candidate), []).append(sample)
    return rows


def _settle(
    folder: RunFolder, progress: Progress, judge: str, rows: Sequence[Sample], found: Judgement
) -> None:
    folder.add_verdicts(
        [
            VerdictRow(problem=row.problem, model=row.model, trial=row.trial, judge=judge,
                       candidate=row.candidate.id, judgement=found)
            for row in rows
        ]
    )  # fmt: skip
    progress.advance(len(rows), f"{judge} {rows[0].problem}: {found.status}")


def _tasks(
    texts: Mapping[tuple[str, str], Mapping[str, str]],
    judges: Mapping[str, Judge],
    problems: Mapping[str, Problem],
) -> Iterator[_Task]:
    for (name, problem_id), candidates in texts.items():
        judge, problem = judges[name], problems[problem_id]
        items = tuple(candidates.items())
        for start in range(0, len(items), judge.batch):
            batch = items[start : start + judge.batch]
            yield _Task(judge=judge, problem=problem, candidates=batch)


def _run(
    tasks: Sequence[_Task], workers: Workers
) -> Generator[tuple[_Task, list[Judgement]], None, None]:
    """Yield the judgements of each task as they come.

    What a batch was lost with shows when its candidates are judged one by one.
    """
    again: list[_Task] = []
    for some in (tasks, again):
        deadline_s = max((task.judge.deadline_s for task in some), default=None)
        with closing(workers.run(_judge, some, deadline_s=deadline_s)) as results:
            for task, found in results:
                if not isinstance(found, Lost):
                    yield task, found
                elif len(task.candidates) == 1:
                    yield task, _all_alike(task, Status.ERROR, found.reason)
                else:
                    again += [dataclasses.replace(task, candidates=(c,)) for c in task.candidates]


def _all_alike(task: _Task, status: Status, reason: str) -> list[Judgement]:
    return [Judgement(status=status, by="judge", reason=reason)] * len(task.candidates)


def _judge(task: _Task) -> list[Judgement]:
    """Judge one task; what keeps breaking on the way is ERROR, never FAIL."""
    if complaint := task.judge.complaint(task.problem):
        return _all_alike(task, Status.UNKNOWN, complaint)
    reason = ""
    for number in range(_TRIES):
        time.sleep(_PAUSE_S * number)
        try:
            return task.judge.judge(task.problem, [text for _, text in task.candidates])
        except ToolCrashed as error:
            reason = str(error)
    return _all_alike(task, Status.ERROR, reason)

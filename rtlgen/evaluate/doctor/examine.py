"""All problems of a benchmark file, spread over workers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from rtlgen.errors import ToolCrashed
from rtlgen.evaluate.doctor.diagnose import Diagnosis, Examiner, diagnose
from rtlgen.evaluate.phases import Progress
from rtlgen.evaluate.suite import Problem, Suite
from rtlgen.workers import Lost, Workers

_DEADLINE_S = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What was found out about a benchmark file."""

    suite: Suite
    examiner: Examiner
    diagnoses: tuple[Diagnosis, ...]
    """In the order of the file."""
    broken: tuple[tuple[str, str], ...] = ()
    """(problem, reason) of those that could not be examined because we broke."""

    @property
    def wrong(self) -> int:
        """Mutants that our judge refutes."""
        return sum(item.wrong for item in self.diagnoses)

    @property
    def killed(self) -> int:
        """Those of them that the benches refuse, too."""
        return sum(item.killed for item in self.diagnoses)

    @property
    def defective(self) -> tuple[Diagnosis, ...]:
        """Rows with something wrong."""
        return tuple(item for item in self.diagnoses if item.defects)


def examine(
    suite: Suite, problems: Sequence[Problem], examiner: Examiner, workers: Workers,
    progress: Progress,
) -> Examination:  # fmt: skip
    """Examine problems.

    Raises:
        ToolNotFound: a tool is missing.
    """
    progress.begin("examine", total=len(problems), done=0)
    tasks = [_Task(problem=problem, examiner=examiner) for problem in problems]
    found: dict[str, Diagnosis] = {}
    broken: list[tuple[str, str]] = []
    with closing(workers.run(_work, tasks, deadline_s=_DEADLINE_S)) as results:
        for task, result in results:
            name = task.problem.id
            if isinstance(result, Diagnosis):
                found[name] = result
                told = ", ".join(defect.kind for defect in result.defects) or "sound"
            else:
                broken.append((name, result.reason if isinstance(result, Lost) else result))
                told = "ERROR"
            progress.advance(1, f"{name}: {told}")
    ordered = tuple(found[problem.id] for problem in problems if problem.id in found)
    return Examination(suite=suite, examiner=examiner, diagnoses=ordered, broken=tuple(broken))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    problem: Problem
    examiner: Examiner


def _work(task: _Task) -> Diagnosis | str:
    """Examine one; what broke is told, never blamed on the row."""
    try:
        return diagnose(task.problem, task.examiner)
    except ToolCrashed as error:
        return str(error)

"""The audit of the judge of a run: controls and second opinions, made of the run's own tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from rtlgen.backends.dialect import Dialect
from rtlgen.errors import UsageError
from rtlgen.model.text import write_body
from rtlgen.train.audit import Audit, Control, Rule, controls_for, second_opinion
from rtlgen.train.grpo.judge import Judge
from rtlgen.train.grpo.tasks import Task
from rtlgen.verdict import Verdict
from rtlgen.verilog import read_design

_CONTROLLED = 3
"""Tasks that controls are made of."""
_TRIED = 30
"""Tasks among which they are looked for."""
_ALL_CHECKS = ("lint", "simulate", "formal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the judge said about a completion."""

    key: str
    text: str
    status: str
    """Of the verdict; empty where there is none."""


def said(item: tuple[str, str], verdict: Verdict | None) -> Said:
    """Return a judgement as the audit reads it."""
    return Said(key=item[0], text=item[1], status="" if verdict is None else verdict.status.value)


def open_audit(tasks: Sequence[Task], dialect: Dialect, judge: Judge, *, seed: int) -> Audit:
    """Begin the audit of a judge.

    Raises:
        UsageError: no task gives controls, a right design and a wrong one.
        ToolError: the environment is broken.
    """
    by_name = {task.example.id: task for task in tasks}
    opinion = second_opinion(lambda key: by_name[key].plan(_ALL_CHECKS), judge.verilog)
    return Audit(judge.fresh, opinion, _controls(tasks, dialect), Rule(seed=seed))


def _controls(tasks: Sequence[Task], dialect: Dialect) -> list[Control]:
    """Return controls of the first tasks that have some."""
    found: list[Control] = []
    why = ""
    controlled = 0
    for task in tasks[:_TRIED]:
        spec = task.request.spec
        gold = read_design(task.example.verilog, top=spec.name)
        try:
            found += controls_for(
                task.example.id, gold, task.plan(_ALL_CHECKS), _completion(task, dialect)
            )
        except (UsageError, ValueError) as error:
            why = str(error)
            continue
        controlled += 1
        if controlled == _CONTROLLED:
            return found
    if not found:
        raise UsageError(f"audit: no example gives a control: {why}; set `audit: false`")
    return found


def _completion(task: Task, dialect: Dialect) -> Callable[[str], str]:
    """Return what makes an answer of a design, as the model would write it."""
    if dialect.is_ours:
        return partial(write_body, task.request.spec)
    return "```verilog\n{}```\n".format

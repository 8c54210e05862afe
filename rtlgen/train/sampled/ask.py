"""Draws answers to examples and judges them by their references."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from rtlgen.backends.local import LocalBackend
from rtlgen.candidate import Sampling
from rtlgen.datagen.imported import UnusableHeader, with_our_header
from rtlgen.train.grpo.judge import Item, Judge
from rtlgen.train.grpo.tasks import Task
from rtlgen.train.sampled.draws import LOST, Answer, Asked
from rtlgen.train.sampled.plan import SamplePlan
from rtlgen.verdict import Status, Verdict
from rtlgen.verilog import VerilogError, read_design


def draw_answers(model: LocalBackend, tasks: Sequence[Task], plan: SamplePlan) -> list[list[str]]:
    """Return completions for each task; none where its prompt is too long.

    They depend on the seed and on these tasks, not on what was drawn before.
    """
    fitting = [task for task in tasks if model.room(task.request) > 0]
    if not fitting:
        return [[] for _ in tasks]
    name = "/".join([str(plan.seed), *(task.example.id for task in fitting)])
    sampling = Sampling(
        n=plan.draws, temperature=plan.temperature, max_tokens=plan.longest,
        seed=int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big"),
    )  # fmt: skip
    drawn = model.generate_together([task.request for task in fitting], sampling)
    found = {
        task.example.id: [one.completion for one in some]
        for task, some in zip(fitting, drawn, strict=True)
    }
    return [found.get(task.example.id, []) for task in tasks]


def judge_answers(
    judge: Judge, tasks: Sequence[Task], drawn: Sequence[Sequence[str]], *, is_ours: bool
) -> list[Asked]:
    """Return the answers to some tasks with their verdicts.

    Args:
        judge: Of these tasks.
        tasks: What was asked.
        drawn: The completions for each.
        is_ours: The model writes what stands behind our own header; otherwise the header of what
            passes is written anew, and the text is judged again.

    Raises:
        RtlgenError: there are no verdicts for want of a tool.
    """
    items = [
        (task.example.id, text) for task, texts in zip(tasks, drawn, strict=True) for text in texts
    ]
    statuses = dict(zip(items, _statuses(judge, items), strict=True))
    passed = [item for item, status in statuses.items() if status == Status.PASS]
    rewrite = _as_it_is if is_ours else _with_headers
    verilog = rewrite(judge, passed, {task.example.id: task for task in tasks})
    return [
        Asked(
            id=task.example.id,
            answers=tuple(
                Answer(text=text, status=statuses[item], verilog=verilog.get(item, ""))
                for text in texts
                for item in [(task.example.id, text)]
            ),
        )
        for task, texts in zip(tasks, drawn, strict=True)
    ]


_Rewrite = Callable[[Judge, Sequence[Item], dict[str, Task]], dict[Item, str]]


def _as_it_is(judge: Judge, items: Sequence[Item], tasks: dict[str, Task]) -> dict[Item, str]:
    del tasks
    return {item: judge.verilog(*item) for item in items}


def _with_headers(judge: Judge, items: Sequence[Item], tasks: dict[str, Task]) -> dict[Item, str]:
    """Return the Verilog of right answers with headers as examples have them, where it passes."""
    found: dict[Item, str] = {}
    for item in items:
        spec = tasks[item[0]].request.spec
        try:
            found[item] = with_our_header(spec, read_design(judge.verilog(*item), top=spec.name))
        except (VerilogError, UnusableHeader):
            continue
    again = [(name, f"```verilog\n{text}```\n") for (name, _), text in found.items()]
    statuses = _statuses(judge, again)
    return {
        item: text
        for (item, text), status in zip(found.items(), statuses, strict=True)
        if status == Status.PASS
    }


def _statuses(judge: Judge, items: Sequence[Item]) -> list[str]:
    verdicts: Sequence[Verdict | None] = judge(items)
    if judge.fault is not None:
        raise judge.fault
    return [LOST if verdict is None else verdict.status.value for verdict in verdicts]

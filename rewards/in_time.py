"""Ask a judge that may raise, hang, or answer too little."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rewards.judged import HasChecks

Item: TypeAlias = tuple[str, str]
"""(key of the problem, text of the completion)."""
Judge: TypeAlias = Callable[[Sequence[Item]], Sequence[HasChecks | None]]
"""Returns one verdict for each item, in their order; None = it could not be judged."""
_MOST_HANGS = 3
"""So many items one after the other that do not end: it is the judge, not the items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one item."""

    verdict: HasChecks | None
    why: str = ""
    """Why there is no verdict."""


def ask(judge: Judge, items: Sequence[Item], deadline_s: float) -> list[Answer]:
    """Return one answer for each item, whatever the judge does.

    All items go to the judge together, which has `deadline_s` for each of them. Where that fails,
    each item is asked about alone, so that a bad one harms no other. When three of them in a row
    do not end in time, the rest is not asked about any more: a judge that is dead costs at most
    one deadline for each item and three more.

    A thread that hangs cannot be ended and stays behind. A judge should have limits of its own
    that are shorter, as those of `rtlgen.verify` are.
    """
    if not items:
        return []
    answers = _call(judge, items, deadline_s * len(items))
    if isinstance(answers, list):
        return answers
    if len(items) == 1:
        return [Answer(verdict=None, why=answers.why)]
    return _one_by_one(judge, items, deadline_s)


def _one_by_one(judge: Judge, items: Sequence[Item], deadline_s: float) -> list[Answer]:
    found: list[Answer] = []
    hangs = 0
    for item in items:
        if hangs == _MOST_HANGS:
            found.append(Answer(verdict=None, why="not asked: the judge hangs"))
            continue
        answers = _call(judge, [item], deadline_s)
        if isinstance(answers, list):
            hangs = 0
            found += answers
        else:
            hangs = hangs + 1 if answers.is_hang else 0
            found.append(Answer(verdict=None, why=answers.why))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failed:
    why: str
    is_hang: bool = False


def _call(judge: Judge, items: Sequence[Item], limit_s: float) -> list[Answer] | _Failed:
    """Ask in a thread of its own and wait for it only so long."""
    found: list[list[HasChecks | None] | _Failed] = []

    def work() -> None:
        try:
            found.append(list(judge(items)))
        except BaseException as error:  # SystemExit as well: it would end this thread alone
            found.append(_Failed(why=f"the judge raised {type(error).__name__}: {error}"))

    thread = threading.Thread(target=work, name="judge", daemon=True)
    thread.start()
    thread.join(limit_s)
    if not found:
        return _Failed(why=f"the judge did not answer within {limit_s:g} s", is_hang=True)
    verdicts = found[0]
    if isinstance(verdicts, _Failed):
        return verdicts
    if len(verdicts) != len(items):
        return _Failed(
            why=f"the judge returned {len(verdicts)} verdicts for {len(items)} completions"
        )
    return [
        Answer(verdict=verdict, why="" if verdict is not None else "the judge has no verdict")
        for verdict in verdicts
    ]

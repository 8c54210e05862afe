"""Work in processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rtlgen.errors import ToolCrashed, UsageError
from rtlgen.workers import Lost, open_workers

DIE = "__import__('os')._exit(3)"
DIED = Lost(
    reason="the process that worked on it died 3 times, perhaps for want of memory"
)  # fmt: skip


def test_one_that_dies_harms_one_task_only() -> None:
    """A task that kills its process is lost; all others give their results."""
    tasks = ["1 + 1", DIE, "2 + 2", "3 + 3"]
    with open_workers("2") as workers:
        found = dict(workers.run(eval, tasks))
    assert found == {"1 + 1": 2, DIE: DIED, "2 + 2": 4, "3 + 3": 6}


def test_a_worker_that_is_killed_loses_and_doubles_nothing() -> None:
    """Each task is answered once, however often a process is shot."""
    tasks = [f"__import__('time').sleep(0.02) or {number}" for number in range(60)]
    shot, seen = 0, []
    with open_workers("local:2") as workers:
        for task, result in workers.run(eval, tasks):
            seen.append(task)
            assert str(result) == task.split()[-1]
            if len(seen) % 20 == 10:
                os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
                shot += 1
    assert sorted(seen) == sorted(tasks)
    assert shot == 3


def test_processes_that_always_die_end_the_run() -> None:
    """When one process dies after the other the environment is to blame, not the tasks."""
    with (
        open_workers("2") as workers,
        pytest.raises(ToolCrashed, match=r"^worker processes die, whatever they work on, "),
    ):
        list(workers.run(eval, [f"{DIE} or {number}" for number in range(9)]))


def test_a_task_that_takes_too_long_is_lost() -> None:
    """A deadline ends one task and its process; the others go on."""
    slow = "__import__('time').sleep(60)"
    with open_workers("2") as workers:
        found = dict(workers.run(eval, [slow, "1", "2"], deadline_s=2))
    assert found == {slow: Lost(reason="was not done within 2 s"), "1": 1, "2": 2}


def test_what_the_work_raises_is_raised() -> None:
    """An exception is no lost task: it ends the run as it would without workers."""
    with open_workers("2") as workers, pytest.raises(ZeroDivisionError):
        list(workers.run(eval, ["1", "1 / 0", "2"]))


def test_stopping_leaves_no_process() -> None:
    """Who stops to read ends the work at hand at once, with all processes."""
    started = time.monotonic()
    with open_workers("2") as workers:
        results = workers.run(eval, ["1", "__import__('time').sleep(60)"])
        assert next(results) == ("1", 1)
        results.close()
    assert multiprocessing.active_children() == []
    assert time.monotonic() - started < 30


def test_tasks_are_taken_as_they_are_worked_on() -> None:
    """Many tasks take no memory before their time."""
    taken = 0

    def tasks() -> Iterator[str]:
        nonlocal taken
        for taken in range(1, 101):
            yield str(taken)

    with open_workers("2") as workers:
        for done, _ in enumerate(workers.run(eval, tasks()), 1):
            assert taken <= done + 2


@pytest.mark.parametrize("where", ["0", "-1", "local:", "local:x", "here", "2.5"])
def test_a_place_that_does_not_exist(where: str) -> None:
    """A slip is told."""
    expected = (
        rf"^--workers: {where!r} is no place to work; give a number, local:N, ray or "
        r"ray://HOST:PORT$"
    )
    with pytest.raises(UsageError, match=expected), open_workers(where):
        pass


def test_what_a_killed_run_left_is_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder whose owner is gone goes; that of a run at work stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stale, foreign = tmp_path / "rtlgen-workers-old", tmp_path / "rtlgen-workers-mine"
    for folder in (stale, foreign):
        folder.mkdir()
    (stale / "lock").touch()
    with open_workers("2") as first:
        assert list(first.run(eval, ["1"])) == [("1", 1)]
        assert not stale.exists()
        at_work = set(tmp_path.iterdir())
        with open_workers("2") as second:
            assert list(second.run(eval, ["2"])) == [("2", 2)]
            assert at_work < set(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == [foreign]

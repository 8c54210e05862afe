"""Work in processes."""

from __future__ import annotations

import multiprocessing
import time

import pytest

from rtlgen.errors import ToolCrashed
from rtlgen.evaluate.pool import run_in_processes

DIE = "__import__('os')._exit(3)"


def test_one_that_dies_harms_one_task_only() -> None:
    """A task that kills its process gives None; all others give their results."""
    tasks = ["1 + 1", DIE, "2 + 2", "3 + 3"]
    found = dict(run_in_processes(eval, tasks, 2))
    assert found == {"1 + 1": 2, DIE: None, "2 + 2": 4, "3 + 3": 6}


def test_processes_that_always_die_end_the_run() -> None:
    """When one process dies after the other the environment is to blame, not the tasks."""
    with pytest.raises(ToolCrashed, match=r"^worker processes die, whatever they work on, "):
        list(run_in_processes(eval, [f"{DIE} or {number}" for number in range(9)], 2))


def test_stopping_leaves_no_process() -> None:
    """Who stops to read ends the work at hand at once, with all processes."""
    started = time.monotonic()
    results = run_in_processes(eval, ["1", "__import__('time').sleep(60)"], 2)
    assert next(results) == ("1", 1)
    results.close()
    assert multiprocessing.active_children() == []
    assert time.monotonic() - started < 30

"""Work in processes: none outlives the run, and one that dies harms one task only."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from rtlgen.errors import ToolCrashed

T = TypeVar("T")
R = TypeVar("R")
_DEATHS_IN_A_ROW = 3
_DYING = (
    "worker processes die, whatever they work on, perhaps for want of memory; run the same command "
    "again with --workers 1"
)


def run_in_processes(
    work: Callable[[T], R], tasks: Sequence[T], workers: int
) -> Generator[tuple[T, R | None], None, None]:
    """Yield each task with its result, in the order in which they end.

    Close the iterator to stop: what is at work is ended and its child processes with it.

    Args:
        work: A function of a Python module, so that a new process finds it by name.
        tasks: Its arguments.
        workers: Processes at a time.

    Yields:
        (task, result); the result is None where the process died, also when the task was tried
        again on its own.

    Raises:
        ToolCrashed: one process after the other died.
    """
    left = list(tasks)
    try:
        with _pool(min(workers, len(left))) as pool:
            futures = {pool.submit(_in_worker, work, task): task for task in left}
            for future in as_completed(futures):
                result, task = future.result(), futures[future]
                left.remove(task)
                yield task, result
    except BrokenProcessPool:
        # One death breaks a pool and takes the other tasks with it: which one it was shows alone.
        yield from _one_by_one(work, left)


def _one_by_one(work: Callable[[T], R], left: list[T]) -> Iterator[tuple[T, R | None]]:
    deaths = 0
    while left:
        with _pool(1) as pool:
            while left:
                task = left.pop(0)
                try:
                    result = pool.submit(_in_worker, work, task).result()
                except BrokenProcessPool:
                    deaths += 1
                    if deaths == _DEATHS_IN_A_ROW:
                        raise ToolCrashed(_DYING) from None
                    yield task, None
                    break
                deaths = 0
                yield task, result


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    # Not `fork`: this process may hold threads and solvers.
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="rtlgen-") as scratch:
        pool = ProcessPoolExecutor(
            workers, mp_context=context, initializer=_start_worker, initargs=(scratch,)
        )
        try:
            yield pool
        finally:
            for child in multiprocessing.active_children():
                child.terminate()
            pool.shutdown(wait=True, cancel_futures=True)


def _start_worker(scratch: str) -> None:
    """Prepare a worker.

    SIGTERM ends the task at hand as an exception does, so that a simulator is killed; folders that
    are left over lie in `scratch`, which the parent removes. SIGINT is the parent's affair. A
    worker whose parent is gone ends as well.
    """
    tempfile.tempdir = scratch
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_watch_parent, daemon=True).start()


def _leave(number: int, frame: FrameType | None) -> None:
    del frame
    signal.signal(number, signal.SIG_IGN)  # the executor sends it again
    sys.exit(1)


def _watch_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _in_worker(work: Callable[[T], R], task: T) -> R:
    try:
        return work(task)
    except SystemExit:
        # The executor would take this for a result and begin the next task.
        os._exit(1)

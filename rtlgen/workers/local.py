"""Processes of this machine, each behind a pipe of its own.

The pools of the standard library share one queue: a process that is killed may hold its lock, so
they give up all others with it (`BrokenProcessPool`). Here nothing is shared, and a death shows as
the end of a pipe.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Any

from rtlgen.workers.dispatch import Answer, answer_to, dispatch
from rtlgen.workers.scratch import remove_in_use, scratch_folder
from rtlgen.workers.types import Lost, R, T

_GRACE_S = 5.0
"""A process that was asked to end has this long to kill its simulator."""
_MOMENT_S = 1.0
"""The pipe of a parent that is killed may end so long before the parent is seen to be dead."""
# Not `fork`: this process may hold threads and solvers.
_CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True, eq=False, slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection


class LocalWorkers:
    """Processes that start when there is work and stay until the workers are closed."""

    def __init__(self, size: int) -> None:
        """Take up to `size` processes."""
        self.size = size
        self._idle: list[_Worker] = []
        self._scratch = Path()

    @contextmanager
    def opened(self) -> Iterator[LocalWorkers]:
        """Remove all processes, and the files that they left, at the end."""
        with scratch_folder() as self._scratch:
            try:
                yield self
            finally:
                self.end(self._idle)

    def run(
        self, work: Callable[[T], R], tasks: Iterable[T], *, deadline_s: float | None = None
    ) -> Generator[tuple[T, R | Lost], None, None]:
        """Work on the tasks, see `Workers.run`."""
        return dispatch(self, work, tasks, deadline_s)

    def begin(self, work: Callable[[Any], Any], task: object) -> _Worker:
        """Give a task to an idle process, or to a new one."""
        worker = self._idle.pop() if self._idle else self._start()
        with suppress(BrokenPipeError, ConnectionResetError):  # it died; `answer` will say so
            worker.pipe.send((work, task))
        return worker

    def ready(self, handles: Sequence[_Worker], left_s: float | None) -> Sequence[_Worker]:
        """Wait for answers; a death looks like one."""
        telling = wait([worker.pipe for worker in handles], left_s)
        return [worker for worker in handles if worker.pipe in telling]

    def answer(self, handle: _Worker) -> Answer | None:
        """Take the answer; the process is idle afterwards, or gone."""
        try:
            answer: Answer = handle.pipe.recv()
        except (EOFError, OSError):
            self.end([handle])
            return None
        self._idle.append(handle)
        return answer

    def end(self, handles: Sequence[_Worker]) -> None:
        """End processes, and what they have started."""
        for worker in handles:
            worker.process.terminate()
        for worker in handles:
            worker.process.join(_GRACE_S)
            worker.process.kill()
            worker.process.join()
            worker.process.close()
            worker.pipe.close()

    def _start(self) -> _Worker:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_serve, args=(theirs, self._scratch), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _serve(pipe: Connection, scratch: Path) -> None:
    """Work until the pipe ends.

    SIGTERM ends the task at hand as an exception does, so that a simulator is killed; folders that
    are left over lie in `scratch`, which the parent removes. SIGINT is the parent's affair. A
    worker whose parent was killed ends as well, and removes what the parent cannot.
    """
    tempfile.tempdir = str(scratch)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101 - this is a worker
    try:
        signal.signal(signal.SIGTERM, _leave)
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
        while True:
            work, task = pipe.recv()
            _send(pipe, work, answer_to(work, task))
    except EOFError:
        parent.join(_MOMENT_S)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # `_watch` must not interrupt the removal
        if not parent.is_alive():
            remove_in_use(scratch)


def _send(pipe: Connection, work: Callable[[Any], Any], answer: Answer) -> None:
    try:
        pipe.send(answer)
    except (AttributeError, TypeError, ValueError) as error:  # from pickle
        pipe.send((None, TypeError(f"{work.__name__}: no answer can be sent: {error}")))


def _leave(number: int, frame: FrameType | None) -> None:
    del frame
    signal.signal(number, signal.SIG_IGN)
    sys.exit(1)


def _watch(parent: BaseProcess) -> None:
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)

"""A Ray cluster: the processes of many machines.

Each machine needs rtlgen and its tools (`rtlgen doctor`); one that lacks a tool ends the run with
that error. Ray's own repetition of tasks is switched off, so that deaths count as they do on one
machine.
"""

from __future__ import annotations

import logging
import os
import time
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from rtlgen.errors import ToolNotFound, UsageError
from rtlgen.workers.dispatch import Answer, answer_to, dispatch
from rtlgen.workers.types import Lost, R, T

_TRIES = 3
_PAUSE_S = 2.0


def connect(ray: Any, address: str) -> None:
    """Connect to a cluster, or start one on this machine for `local`.

    For a client from outside the cluster starts a server, and gives it some seconds for that, which
    may be too few on a busy machine: it is asked again.

    Args:
        ray: The module; after a failure it is as if nothing had been tried.
        address: As `ray.init` takes it.

    Raises:
        ConnectionError, ValueError, RuntimeError: by Ray, when nobody answers.
    """
    own: dict[str, Any] = {"include_dashboard": False} if address == "local" else {}
    for left in reversed(range(_TRIES)):
        try:
            with warnings.catch_warnings(action="ignore"):  # they repeat what the error says
                ray.init(address, log_to_driver=False, logging_level=logging.ERROR, **own)
        except Exception as error:
            ray.shutdown()  # otherwise it stays a client, and cannot start or join a cluster
            if not left or not isinstance(error, ConnectionAbortedError):
                raise
            time.sleep(_PAUSE_S)
        else:
            return


class RayWorkers:
    """The processors of a Ray cluster, one task each."""

    def __init__(self, address: str) -> None:
        """Take `ray` (`RAY_ADDRESS`, else a cluster on this machine) or `ray://HOST:PORT`."""
        # Without an address Ray would look for one that an earlier cluster left in a file, and
        # wait for many minutes where that cluster is gone.
        here = os.environ.get("RAY_ADDRESS") or "local"
        self._address = here if address == "ray" else address
        self._ray: Any = None
        self._remote: Any = None

    @contextmanager
    def opened(self) -> Iterator[RayWorkers]:
        """Connect; disconnect at the end, and end a cluster that was started for this.

        Raises:
            UsageError: Ray is not installed.
            ToolNotFound: nobody answers at the address.
        """
        try:
            import ray
        except ModuleNotFoundError as error:
            raise UsageError(
                "--workers: Ray is not installed; install rtlgen with its extra 'cluster'"
            ) from error
        try:
            connect(ray, self._address)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise ToolNotFound(
                f"--workers {self._address}: the cluster cannot be reached: {error}; "
                "start it with `ray start --head`, correct the address, or set RAY_AUTH_MODE=token "
                "where the cluster asks for a token"
            ) from error
        self._ray = ray
        self._remote = ray.remote(num_cpus=1, max_retries=0)(answer_to)
        try:
            yield self
        finally:
            ray.shutdown()

    def run(
        self, work: Callable[[T], R], tasks: Iterable[T], *, deadline_s: float | None = None
    ) -> Generator[tuple[T, R | Lost], None, None]:
        """Work on the tasks, see `Workers.run`."""
        return dispatch(self, work, tasks, deadline_s)

    @property
    def size(self) -> int:
        """Processors of the cluster now; it may grow and shrink."""
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def begin(self, work: Callable[[Any], Any], task: object) -> Any:
        """Send a task."""
        return self._remote.remote(work, task)

    def ready(self, handles: Sequence[Any], left_s: float | None) -> Sequence[Any]:
        """Wait for answers; a death looks like one."""
        done, _ = self._ray.wait(list(handles), num_returns=1, timeout=left_s)
        more, _ = self._ray.wait(list(handles), num_returns=len(handles), timeout=0)
        return list(dict.fromkeys([*done, *more]))

    def answer(self, handle: Any) -> Answer | None:
        """Take the answer; deaths of workers and of machines are no answer."""
        lost = self._ray.exceptions
        try:
            answer: Answer = self._ray.get(handle)
        except (lost.WorkerCrashedError, lost.OutOfMemoryError, lost.NodeDiedError,
                lost.ObjectLostError, lost.RaySystemError):  # fmt: skip
            return None
        return answer

    def end(self, handles: Sequence[Any]) -> None:
        """Cancel tasks; their processes are killed."""
        for handle in handles:
            with suppress(self._ray.exceptions.RayError):
                self._ray.cancel(handle, force=True)

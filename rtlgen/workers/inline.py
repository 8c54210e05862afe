"""No other process at all."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable

from rtlgen.workers.types import Lost, R, T


class InlineWorkers:
    """Works in this process; no deadline is kept beyond those that the work sets itself."""

    def run(
        self, work: Callable[[T], R], tasks: Iterable[T], *, deadline_s: float | None = None
    ) -> Generator[tuple[T, R | Lost], None, None]:
        """Work on one task after the other."""
        del deadline_s
        for task in tasks:
            yield task, work(task)

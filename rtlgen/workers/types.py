"""What all workers have in common."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A task without a result; says nothing about the task itself."""

    reason: str


class Workers(Protocol):
    """Works on tasks; one that dies harms nobody but the task at hand, which is tried again."""

    def run(
        self, work: Callable[[T], R], tasks: Iterable[T], *, deadline_s: float | None = None
    ) -> Generator[tuple[T, R | Lost], None, None]:
        """Yield each task once with its result, in the order in which they end.

        No more tasks are taken from the iterable than there are workers. Close the generator to
        stop: what is at work is ended, and its child processes with it.

        Args:
            work: A function of a Python module, so that another process finds it by name; what it
                takes and returns can be pickled.
            tasks: Its arguments.
            deadline_s: Seconds for one task, after which its process is ended and the task lost.

        Raises:
            ToolCrashed: one process after the other died.
            Exception: what `work` raised; the first one ends the run.
        """
        ...

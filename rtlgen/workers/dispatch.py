"""Hand tasks out, take answers in, try again what was lost: the same wherever the work is done."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from rtlgen.errors import ToolCrashed
from rtlgen.workers.types import Lost, R, T

H = TypeVar("H")
Answer = tuple[Any, Exception | None]
"""(result, None), or (None, what the work raised)."""
_MOST_DEATHS = 3
"""Processes that one task may take with it before it is given up."""
_DEATHS_IN_A_ROW = 10


class Place(Protocol[H]):
    """Where work is done; a handle of type H stands for one task at work."""

    @property
    def size(self) -> int:
        """How many tasks can be at work now."""
        ...

    def begin(self, work: Callable[[Any], Any], task: object) -> H:
        """Start to work on a task."""
        ...

    def ready(self, handles: Sequence[H], left_s: float | None) -> Sequence[H]:
        """Wait until some have an answer or died, or no time is left, and return those."""
        ...

    def answer(self, handle: H) -> Answer | None:
        """Return the answer of one that is ready; None when it died."""
        ...

    def end(self, handles: Sequence[H]) -> None:
        """Stop what is at work."""
        ...


@dataclass(slots=True)
class _Attempt(Generic[T]):
    task: T
    deaths: int = 0
    started: float = 0.0


def answer_to(work: Callable[[T], R], task: T) -> Answer:
    """Do the work in a worker; what it raises is for the one who asked."""
    try:
        return work(task), None
    except Exception as error:
        return None, error


def dispatch(
    place: Place[H], work: Callable[[T], R], tasks: Iterable[T], deadline_s: float | None
) -> Generator[tuple[T, R | Lost], None, None]:
    """Work on the tasks at a place, see `Workers.run`."""
    ahead = (_Attempt(task) for task in tasks)
    again: list[_Attempt[T]] = []
    busy: dict[H, _Attempt[T]] = {}
    deaths = 0
    try:
        while True:
            _hand_out(place, work, again, ahead, busy)
            if not busy:
                return
            for handle in place.ready(list(busy), _left(busy, deadline_s)):
                done = busy.pop(handle)
                answer = place.answer(handle)
                if answer is not None:
                    deaths = 0
                    yield done.task, _result(answer)
                    continue
                deaths, done.deaths = deaths + 1, done.deaths + 1
                if deaths == _DEATHS_IN_A_ROW:
                    raise ToolCrashed(
                        "worker processes die, whatever they work on, perhaps for want of memory; "
                        "run the same command again with --workers 1"
                    )
                if done.deaths < _MOST_DEATHS:
                    again.append(done)
                else:
                    yield done.task, _lost(done.deaths)
            if deadline_s is not None:
                for handle in _overdue(busy, deadline_s):
                    place.end([handle])
                    late = Lost(reason=f"was not done within {deadline_s:g} s")
                    yield busy.pop(handle).task, late
    finally:
        place.end(list(busy))


def _hand_out(
    place: Place[H], work: Callable[[T], R], again: list[_Attempt[T]],
    ahead: Iterator[_Attempt[T]], busy: dict[H, _Attempt[T]],
) -> None:  # fmt: skip
    while len(busy) < place.size:
        following = again.pop() if again else next(ahead, None)
        if following is None:
            return
        following.started = time.monotonic()
        busy[place.begin(work, following.task)] = following


def _left(busy: dict[H, _Attempt[T]], deadline_s: float | None) -> float | None:
    """Seconds until the first task is overdue."""
    if deadline_s is None:
        return None
    first = min(attempt.started for attempt in busy.values())
    return max(0.0, first + deadline_s - time.monotonic())


def _overdue(busy: dict[H, _Attempt[T]], deadline_s: float) -> list[H]:
    limit = time.monotonic() - deadline_s
    return [handle for handle, attempt in busy.items() if attempt.started <= limit]


def _result(answer: Answer) -> Any:
    result, error = answer
    if error is not None:
        raise error
    return result


def _lost(deaths: int) -> Lost:
    return Lost(
        reason=f"the process that worked on it died {deaths} times, perhaps for want of memory"
    )

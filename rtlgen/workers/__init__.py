"""Work spread over processes of this machine or, through Ray, of many.

Whatever dies meanwhile, each task is answered exactly once: with its result, or with why there is
none. Not covered: two drivers that share tasks.

| `--workers` | where |
|---|---|
| `1` | in this process |
| `N`, `local`, `local:N` | N processes here; as many as there are cores |
| `ray` | the Ray cluster that `RAY_ADDRESS` names, else one that is started here |
| `ray://HOST:PORT` | a Ray cluster elsewhere |
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from rtlgen.errors import UsageError
from rtlgen.workers.inline import InlineWorkers
from rtlgen.workers.types import Lost, Workers

__all__ = ["InlineWorkers", "Lost", "Workers", "open_workers"]


@contextmanager
def open_workers(where: str = "local") -> Iterator[Workers]:
    """Open workers; on leaving none of their processes is left.

    Args:
        where: See the table above.

    Raises:
        UsageError: no such place, or Ray is not installed.
        ToolNotFound: the cluster cannot be reached.
    """
    if where == "ray" or where.startswith("ray:"):
        from rtlgen.workers.cluster import RayWorkers

        with RayWorkers(where).opened() as workers:
            yield workers
        return
    count = _count(where)
    if count == 1:
        yield InlineWorkers()
        return
    from rtlgen.workers.local import LocalWorkers

    with LocalWorkers(count).opened() as workers:
        yield workers


def _count(where: str) -> int:
    number = where.removeprefix("local").removeprefix(":") if where != "local:" else "?"
    if where == "local":
        return len(os.sched_getaffinity(0))
    if not number.isascii() or not number.isdigit() or int(number) < 1:
        raise UsageError(
            f"--workers: {where!r} is no place to work; give a number, local:N, ray or "
            "ray://HOST:PORT"
        )
    return int(number)

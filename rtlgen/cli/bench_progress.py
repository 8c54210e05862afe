"""How `bench run` and `data sample` show progress: bars on a terminal, remarks always; stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from rtlgen.evaluate.phases import Progress


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Yield what the phases report to."""
    if not sys.stderr.isatty():
        yield PlainProgress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[last]}"),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        yield BarProgress(bars)


class PlainProgress:
    """Remarks only."""

    def begin(self, phase: str, *, total: int, done: int) -> None:
        """Say where a run is taken up."""
        if done:
            self.note(f"{phase}: {done} of {total} are there from an earlier run")

    def advance(self, count: int, text: str) -> None:
        """Nothing; a log needs no line for each row."""

    def note(self, text: str) -> None:
        """Print a remark."""
        print(text, file=sys.stderr, flush=True)


class BarProgress:
    """A bar for each phase."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def begin(self, phase: str, *, total: int, done: int) -> None:
        """Add a bar."""
        self._task = self._bars.add_task(phase, total=total, completed=done, last="")

    def advance(self, count: int, text: str) -> None:
        """Move the bar on."""
        if self._task is not None:
            self._bars.update(self._task, advance=count, last=text)

    def note(self, text: str) -> None:
        """Print a remark above the bars."""
        self._bars.console.print(text, markup=False, highlight=False)

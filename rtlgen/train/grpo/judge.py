"""Verdicts on completions: each text once, all groups of a draw at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rtlgen.backends.dialect import Dialect
from rtlgen.errors import RtlgenError, ToolCrashed
from rtlgen.train.grpo.tasks import Task
from rtlgen.verdict import Verdict
from rtlgen.verify import VerdictCache
from rtlgen.verify.jobs import Job, judge
from rtlgen.workers import Lost, Workers, open_workers

Item = tuple[str, str]
"""(id of the example, completion)."""


class Judge:
    """Judges completions by the references of their examples; `open_judge` makes one.

    It is asked from threads that come and go, but the cache and the sandbox's helpers belong to
    the thread that opened them: everything is done in one thread of its own.
    """

    def __init__(self, tasks: Mapping[str, Task], dialect: Dialect, checks: Sequence[str]) -> None:
        """Judge answers to these tasks, by the ids of their examples."""
        self._tasks, self._dialect, self._checks = tasks, dialect, checks
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="judge")
        self._open = ExitStack()
        self._workers: Workers | None = None
        self._cache: VerdictCache | None = None
        self.fault: RtlgenError | None = None
        """Why the last call has no verdicts."""
        self.last: dict[Item, Verdict | None] = {}
        """What the last call found."""

    def __call__(self, items: Sequence[Item]) -> list[Verdict | None]:
        """Return a verdict for each completion; None where there is none.

        It never raises for want of a tool: `fault` says why all are None then.
        """
        return self._ask(items, is_kept=True)

    def fresh(self, items: Sequence[Item]) -> list[Verdict | None]:
        """Return verdicts that are made now, whatever was said before: for controls."""
        return self._ask(items, is_kept=False)

    def verilog(self, name: str, completion: str) -> str:
        """Return the Verilog of a completion."""
        return self._dialect.verilog(self._tasks[name].request, completion)

    def _ask(self, items: Sequence[Item], *, is_kept: bool) -> list[Verdict | None]:
        self.fault, self.last = None, {}
        try:
            found = self._thread.submit(self._judge, items, is_kept).result()
        except RtlgenError as error:
            self.fault = error
            found = [None] * len(items)
        if items and self.fault is None and not any(found):
            self.fault = ToolCrashed("no completion could be judged: all verdicts were lost")
        return found

    def open(self, workers: str, cache: Path) -> None:
        """Start the workers; see `open_judge`."""
        self._thread.submit(self._begin, workers, cache).result()

    def close(self) -> None:
        """End them."""
        self._thread.submit(self._open.close).result()
        self._thread.shutdown()

    def _begin(self, workers: str, cache: Path) -> None:
        self._workers = self._open.enter_context(open_workers(workers))
        self._cache = VerdictCache(cache)
        self._open.callback(self._cache.close)

    def _judge(self, items: Sequence[Item], is_kept: bool) -> list[Verdict | None]:
        groups: dict[str, dict[str, Verdict | None]] = {}
        for name, completion in items:
            groups.setdefault(name, {})[self.verilog(name, completion)] = None
        jobs = {name: self._job(name, texts, is_kept) for name, texts in groups.items()}
        names = {job: name for name, job in jobs.items() if job is not None}
        assert self._workers is not None  # noqa: S101 - it is open
        assert self._cache is not None  # noqa: S101
        for job, found in self._workers.run(judge, names):
            if not isinstance(found, Lost):
                self._cache.write(job.texts, job.plan, found)
                groups[names[job]].update(zip(job.texts, found, strict=True))
        verdicts = [groups[name][self.verilog(name, completion)] for name, completion in items]
        self.last = dict(zip(items, verdicts, strict=True))
        return verdicts

    def _job(self, name: str, texts: dict[str, Verdict | None], is_kept: bool) -> Job | None:
        """Fill in the verdicts that were made before; return the rest as a job."""
        assert self._cache is not None  # noqa: S101 - it is open
        plan = self._tasks[name].plan(self._checks)
        if is_kept:
            texts.update(zip(texts, self._cache.read(list(texts), plan), strict=True))
        missing = tuple(text for text, verdict in texts.items() if verdict is None)
        return Job(texts=missing, plan=plan) if missing else None


@contextmanager
def open_judge(
    tasks: Sequence[Task], dialect: Dialect, checks: Sequence[str], *, workers: str, cache: Path
) -> Iterator[Judge]:
    """Open a judge; on leaving none of its processes is left.

    Args:
        tasks: What can be asked about.
        dialect: How completions become Verilog.
        checks: See `GrpoRecipe`.
        workers: See `open_workers`.
        cache: File of verdicts that were made before; several processes may use it.

    Raises:
        UsageError: the workers or the cache cannot be opened.
        ToolNotFound: a cluster cannot be reached.
    """
    found = Judge({task.example.id: task for task in tasks}, dialect, checks)
    try:
        found.open(workers, cache)
        yield found
    finally:
        found.close()

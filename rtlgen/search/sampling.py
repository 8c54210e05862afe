"""Draw candidates, judge each text once, stop when one is as good as it can get."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rtlgen.candidate import Backend, Candidate, Request, Sampling
from rtlgen.errors import BackendError
from rtlgen.search.ranking import Judged, Ranking, rank
from rtlgen.verdict import Status, Verdict

Judge = Callable[[Sequence[Candidate]], Sequence[Verdict]]
"""Gives the verdicts on candidates; the caller has bound the plan and the limits."""


def _ignore(*_: object) -> None:
    """Take no notice of an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEvents:
    """Callbacks for live progress; all optional."""

    on_backend: Callable[[str], object] = _ignore
    on_judged: Callable[[Judged], object] = _ignore
    on_backend_error: Callable[[str, BackendError], object] = _ignore


def search(
    request: Request,
    backends: Sequence[Backend],
    sampling: Sampling,
    judge: Judge,
    *,
    events: SearchEvents | None = None,
) -> Ranking:
    """Ask the backends in order, cheap first, until a candidate passes.

    A backend that fails is reported and passed over as long as another one answers.

    Raises:
        BackendError: no backend gave any candidate and the last one failed.
    """
    events = events or SearchEvents()
    started = time.monotonic()
    judged: dict[str, Judged] = {}
    drawn, failure = 0, None
    for backend in backends:
        events.on_backend(backend.name)
        try:
            candidates = backend.generate(request, sampling)
        except BackendError as error:
            events.on_backend_error(backend.name, error)
            failure = error
            continue
        drawn += len(candidates)
        if _judge_all(candidates, judge, judged, events):
            why = f"a candidate of {backend.name} passed"
            break
    else:
        why = "all backends were asked"
    if failure is not None and not judged:
        raise failure
    return Ranking(
        judged=rank(tuple(judged.values())),
        drawn=drawn,
        elapsed_s=time.monotonic() - started,
        why=why,
    )


def _judge_all(
    candidates: Sequence[Candidate],
    judge: Judge,
    judged: dict[str, Judged],
    events: SearchEvents,
) -> bool:
    """Judge the texts that are new, all at once; return whether one passed."""
    new = {c.id: c for c in candidates if c.id not in judged}
    for candidate, verdict in zip(new.values(), judge(tuple(new.values())), strict=True):
        item = Judged(candidate=candidate, verdict=verdict)
        judged[candidate.id] = item
        events.on_judged(item)
    return any(judged[c.id].verdict.status is Status.PASS for c in candidates)

"""One line of the journal for each specification that was worked on."""

from __future__ import annotations

import datetime
import uuid
from pathlib import Path

from rtlgen.errors import ToolCrashed
from rtlgen.evidence.bundle import spec_hash
from rtlgen.generate.view import SpecOutcome, View
from rtlgen.journal import Drawn, Entry, Journal, class_of
from rtlgen.search import Judged
from rtlgen.verdict import Verdict


def keep(path: Path, outcome: SpecOutcome, *, has_judge: bool, view: View) -> None:
    """Add an outcome to the journal; where that is not possible, say so and go on.

    The bundle holds everything already, so nothing but the statistics lacks it.
    """
    try:
        with Journal.open(path) as journal:
            journal.add(entry_of(outcome, has_judge=has_judge))
    except ToolCrashed as error:
        view.warn(f"{error}; {outcome.source} is not in the journal")


def entry_of(outcome: SpecOutcome, *, has_judge: bool) -> Entry:
    """Return what the journal keeps of an outcome."""
    ranking, spec = outcome.ranking, outcome.spec
    return Entry(
        id=uuid.uuid4().hex,
        at=datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
        source=outcome.source, spec_sha256=spec_hash(spec), module=spec.name,
        design_class=class_of(spec, outcome.obligations, has_judge=has_judge),
        status=ranking.status.value,
        chosen=None if ranking.best is None else ranking.best.candidate.id,
        why=ranking.why, drawn=ranking.drawn, agreement=ranking.agreement,
        has_question=ranking.dispute is not None, elapsed_s=round(ranking.elapsed_s, 4),
        folder=str(outcome.folder.resolve()),
        candidates=tuple(
            _drawn(item, ranking.counts.get(item.candidate.id, 1)) for item in ranking.judged
        ),
    )  # fmt: skip


def _drawn(item: Judged, count: int) -> Drawn:
    candidate, usage = item.candidate, item.candidate.usage
    return Drawn(
        candidate=candidate.id, backend=candidate.backend, count=count,
        prompt_tokens=usage.prompt_tokens, completion_tokens=usage.completion_tokens,
        model_s=usage.latency_s, cost_usd=usage.cost_usd, logprob=candidate.logprob,
        status=item.verdict.status.value, decided_by=_decided_by(item.verdict),
        lint_s=_seconds(item.verdict, "lint"), simulate_s=_seconds(item.verdict, "simulate"),
        formal_s=_seconds(item.verdict, "formal"),
    )  # fmt: skip


def _decided_by(verdict: Verdict) -> str:
    found = (check.check for check in verdict.checks if check.status is verdict.status)
    return next(found, verdict.checks[-1].check if verdict.checks else "")


def _seconds(verdict: Verdict, name: str) -> float:
    return round(sum(check.elapsed_s for check in verdict.checks if check.check == name), 4)

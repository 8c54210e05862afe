"""One line of the journal for each specification, and the decision about its answer."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

from rtlgen.automation import Action, Decision, Policy, Record, Stage, decide, standing
from rtlgen.errors import ToolCrashed
from rtlgen.evidence.bundle import spec_hash
from rtlgen.generate.view import SpecOutcome, View
from rtlgen.journal import ActKind, Decided, Drawn, Entry, Heard, Journal, class_of
from rtlgen.search import Judged, Opinion, Ranking, trust_of
from rtlgen.verdict import Status, Verdict


def keep(
    path: Path, outcome: SpecOutcome, policy: Policy | None, *, has_judge: bool, view: View
) -> Decision | None:
    """Add an outcome to the journal, and decide about it where there is a policy.

    Where the journal cannot be used, that is said; the bundle holds everything already. A decision
    then falls to a person.
    """
    try:
        with Journal.open(path) as journal:
            entry = entry_of(outcome, has_judge=has_judge)
            decision = None if policy is None else _decided(journal, entry, outcome, policy)
            journal.add(entry)
            if decision is not None:
                journal.add_decision(_record(entry, decision))
            return decision
    except ToolCrashed as error:
        view.warn(f"{error}; {outcome.source} is not in the journal")
        if policy is None:
            return None
        reason = "the journal cannot be used"
        return Decision(action=Action.ASK, stage=Stage.ASSIST, reason=reason)


def trust_in(path: Path | None, backends: Sequence[str]) -> Mapping[str, float]:
    """Return how much a candidate of each backend counts, by what the journal tells of them.

    Only entries with candidates of several backends are looked at: the dear ones are asked about
    what is hard for the cheap ones.

    Args:
        path: The journal; without one, or with one that cannot be used, nothing is known.
        backends: Those that are asked; of a single one there is nothing to weigh.
    """
    if path is None or len(backends) < 2 or not path.is_file():
        return {}
    try:
        with Journal.open(path) as journal:
            entries = journal.agreements()
    except ToolCrashed:
        return {}  # `keep` says so
    agreed, drawn = dict.fromkeys(backends, 0), dict.fromkeys(backends, 0)
    for entry in entries:
        if len({name.partition("+")[0] for name in entry}) > 1:
            for name, (same, count) in entry.items():
                agreed[name] = agreed.get(name, 0) + same
                drawn[name] = drawn.get(name, 0) + count
    return trust_of(agreed, drawn)


def records_of(journal: Journal) -> tuple[Record, ...]:
    """Return what automation learns from: answers, and what people said of them."""
    acts = {act.entry: act.kind is ActKind.ACCEPT for act in journal.acts()}
    return tuple(
        Record(
            design_class=entry.design_class, backend=entry.backend, confidence=entry.confidence,
            is_right=acts.get(entry.id),
        )
        for entry in journal.entries()
    )  # fmt: skip


def _decided(journal: Journal, entry: Entry, outcome: SpecOutcome, policy: Policy) -> Decision:
    stand = standing(records_of(journal), policy)
    key = (entry.design_class, entry.backend)
    status = outcome.ranking.status
    return decide(status, entry.confidence, key, stand, policy, seed=entry.id)


def _record(entry: Entry, decision: Decision) -> Decided:
    return Decided(
        entry=entry.id, action=decision.action.value, stage=decision.stage.value,
        reason=decision.reason, is_audit=decision.is_audit,
    )  # fmt: skip


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
        has_question=ranking.dispute is not None,
        confidence=round(outcome.confidence, 4),
        elapsed_s=round(ranking.elapsed_s, 4), folder=str(outcome.folder.resolve()),
        candidates=tuple(
            _drawn(item, ranking.counts.get(item.candidate.id, 1), _agrees(item, ranking))
            for item in ranking.judged
        ),
        opinions=tuple(_heard(opinion, ranking.counts) for opinion in ranking.opinions),
    )  # fmt: skip


def _agrees(item: Judged, ranking: Ranking) -> bool | None:
    """Whether a candidate does what the answer does, or passed; None where nothing told."""
    if ranking.groups:
        return item.candidate.id in ranking.leading
    decided = {Status.PASS: True, Status.FAIL: False}
    return decided.get(item.verdict.status) if ranking.status is Status.PASS else None


def _drawn(item: Judged, count: int, agrees: bool | None) -> Drawn:
    candidate, usage = item.candidate, item.candidate.usage
    return Drawn(
        candidate=candidate.id, backend=candidate.backend, count=count,
        prompt_tokens=usage.prompt_tokens, completion_tokens=usage.completion_tokens,
        model_s=usage.latency_s, cost_usd=usage.cost_usd, logprob=candidate.logprob,
        status=item.verdict.status.value, decided_by=_decided_by(item.verdict),
        lint_s=_seconds(item.verdict, "lint"), simulate_s=_seconds(item.verdict, "simulate"),
        formal_s=_seconds(item.verdict, "formal"), agrees=agrees,
    )  # fmt: skip


def _heard(opinion: Opinion, counts: Mapping[str, int]) -> Heard:
    usage = opinion.usage
    return Heard(
        backend=opinion.backend, rows=opinion.rows, problem=opinion.problem,
        met_by=sum(counts[key] for key in opinion.met_by), prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens, model_s=usage.latency_s,
        cost_usd=usage.cost_usd,
    )  # fmt: skip


def _decided_by(verdict: Verdict) -> str:
    found = (check.check for check in verdict.checks if check.status is verdict.status)
    return next(found, verdict.checks[-1].check if verdict.checks else "")


def _seconds(verdict: Verdict, name: str) -> float:
    return round(sum(check.elapsed_s for check in verdict.checks if check.check == name), 4)

"""Sums and quantiles over the entries of a journal; pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rtlgen.journal.records import Act, ActKind, Decided, Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What some entries came to."""

    requests: int
    statuses: tuple[tuple[str, int], ...]
    """(status, entries), most frequent first."""
    passed: int
    """Answers whose verdict is PASS."""
    asked: int
    """Requests in which a person was asked something, or did something."""
    right: int
    """Answers that a person accepted as they were."""
    wrong: int
    """Answers that a person edited or rejected."""
    review_s: float
    """Seconds of people."""
    latency_p50_s: float
    latency_p95_s: float
    tokens: int
    """Written by models, for candidates and second opinions."""
    cost_usd: float | None
    """None where no price is known for any drawing."""
    model_s: float
    lint_s: float
    simulate_s: float
    formal_s: float


def figures_of(entries: Sequence[Entry], acts: Sequence[Act]) -> Figures:
    """Sum up; there is at least one entry."""
    mine = {entry.id for entry in entries}
    last = {act.entry: act.kind for act in acts if act.entry in mine}
    drawn = [candidate for entry in entries for candidate in entry.candidates]
    heard = [opinion for entry in entries for opinion in entry.opinions]
    costs = [c.cost_usd * c.count for c in drawn if c.cost_usd is not None]
    costs += [opinion.cost_usd for opinion in heard if opinion.cost_usd is not None]
    latencies = sorted(entry.elapsed_s for entry in entries)
    return Figures(
        requests=len(entries),
        statuses=tuple(Counter(entry.status for entry in entries).most_common()),
        passed=sum(entry.status == "PASS" for entry in entries),
        asked=sum(entry.has_question or entry.id in last for entry in entries),
        right=sum(kind is ActKind.ACCEPT for kind in last.values()),
        wrong=sum(kind is not ActKind.ACCEPT for kind in last.values()),
        review_s=sum(act.took_s for act in acts if act.entry in mine),
        latency_p50_s=_quantile(latencies, 0.5), latency_p95_s=_quantile(latencies, 0.95),
        tokens=sum(c.completion_tokens * c.count for c in drawn)
        + sum(opinion.completion_tokens for opinion in heard),
        cost_usd=sum(costs) if costs else None,
        model_s=sum(c.model_s * c.count for c in drawn)
        + sum(opinion.model_s for opinion in heard),
        lint_s=sum(c.lint_s for c in drawn), simulate_s=sum(c.simulate_s for c in drawn),
        formal_s=sum(c.formal_s for c in drawn),
    )  # fmt: skip


def by_class(entries: Sequence[Entry], acts: Sequence[Act]) -> dict[str, Figures]:
    """Sum up each design class."""
    return _grouped(entries, acts, lambda entry: entry.design_class)


def by_backend(entries: Sequence[Entry], acts: Sequence[Act]) -> dict[str, Figures]:
    """Sum up by the backend that the answer came from."""
    return _grouped(entries, acts, lambda entry: entry.backend)


def by_stage(
    entries: Sequence[Entry], acts: Sequence[Act], decisions: Mapping[str, Decided]
) -> dict[str, Figures]:
    """Sum up by the stage of automation in which an answer was given; `none` where it was off."""
    stages = {key: decided.stage for key, decided in decisions.items()}
    return _grouped(entries, acts, lambda entry: stages.get(entry.id, "none"))


def _grouped(
    entries: Sequence[Entry], acts: Sequence[Act], key: Callable[[Entry], str]
) -> dict[str, Figures]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[key(entry)].append(entry)
    return {name: figures_of(groups[name], acts) for name in sorted(groups)}


def _quantile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least this share does not exceed."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

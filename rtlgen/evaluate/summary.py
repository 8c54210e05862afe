"""From samples and verdicts to scores; pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rtlgen.evaluate.judges import Judge
from rtlgen.evaluate.phases import NotGenerated
from rtlgen.evaluate.run_folder import VerdictKey, VerdictRow
from rtlgen.evaluate.samples import Sample
from rtlgen.evaluate.statistics import PassAtK, estimate, quantile
from rtlgen.evaluate.suite import Problem, Suite
from rtlgen.verdict import Status

ALL_MODELS = "all models"
USUAL_K = (1, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Scores over some problems. Samples that nobody could judge (ERROR) are not in it."""

    problems: int
    samples: int
    passed: int
    rates: tuple[PassAtK, ...]
    """For each k that every problem has samples enough for."""

    def rate(self, k: int) -> PassAtK | None:
        """Return pass@k, or None where some problem has fewer than k samples."""
        return next((rate for rate in self.rates if rate.k == k), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one judge says of one model."""

    model: str
    raw: Tally
    corrected: Tally
    """Without the problems that have a known defect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeSummary:
    """All that one judge said."""

    name: str
    is_trusted: bool
    scores: tuple[Score, ...]
    """All models together (where there are several), then each."""
    outcomes: tuple[tuple[Status, str, int], ...]
    """(status, step that decided, samples), most frequent first."""
    elapsed_s: float
    """Sum over the texts that were judged; equal texts are judged once."""
    elapsed_p50_s: float
    elapsed_p95_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemScore:
    """What one judge says of the samples of one problem."""

    judge: str
    samples: int
    """Those that were judged."""
    passed: int
    errors: int
    reason: str
    """The most frequent reason of those that did not pass; empty when all did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemSummary:
    """One problem."""

    id: str
    known_defect: str | None
    scores: tuple[ProblemScore, ...]
    """In the order of the judges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What the completions of one model cost."""

    model: str
    samples: int
    missing: int
    """Samples without a completion."""
    prompt_tokens: int
    completion_tokens: int
    cost_usd: float | None
    """None where no sample has a price."""
    unpriced: int
    """Samples without a price."""
    latency_p50_s: float | None
    """Of the samples whose latency is known."""
    latency_p95_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A sample on which two judges do not agree."""

    problem: str
    model: str
    trial: int
    first: VerdictRow
    second: VerdictRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two judges on the samples that both judged; what counts is PASS or not."""

    first: str
    second: str
    compared: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The scores of a run."""

    suite: Suite
    models: tuple[str, ...]
    judges: tuple[JudgeSummary, ...]
    problems: tuple[ProblemSummary, ...]
    spending: tuple[Spending, ...]
    comparisons: tuple[Comparison, ...]
    not_generated: tuple[NotGenerated, ...]
    samples: int

    @property
    def errors(self) -> int:
        """Verdicts that are ERROR: we broke, and the next run tries again."""
        return sum(score.errors for problem in self.problems for score in problem.scores)

    @property
    def gate_rate(self) -> float | None:
        """The lowest corrected pass@1 over all models that any judge gives; None without one."""
        rates = [judge.scores[0].corrected.rate(1) for judge in self.judges if judge.scores]
        known = [rate.rate for rate in rates if rate is not None]
        return min(known) if known else None


def summarise(
    suite: Suite,
    problems: Sequence[Problem],
    samples: Sequence[Sample],
    verdicts: Mapping[VerdictKey, VerdictRow],
    judges: Sequence[Judge],
    *,
    ks: Sequence[int] = (),
    not_generated: tuple[NotGenerated, ...] = (),
) -> Summary:
    """Count and estimate.

    Args:
        suite: The benchmark file.
        problems: Those to be scored, in the order of the report.
        samples: Their samples.
        verdicts: By sample and judge; a sample without one is not counted.
        judges: In the order of the report.
        ks: Of pass@k; empty = `USUAL_K`. One for which there are too few samples is left out.
        not_generated: What a backend failed to give.
    """
    rows = {
        judge.name: [
            row for sample in samples
            if (row := verdicts.get((*sample.key, judge.name))) is not None
        ]
        for judge in judges
    }  # fmt: skip
    models = tuple(dict.fromkeys(sample.model for sample in samples))
    return Summary(
        suite=suite,
        models=models,
        judges=tuple(_judge(judge, rows[judge.name], problems, models, ks) for judge in judges),
        problems=tuple(_problem(problem, judges, rows) for problem in problems),
        spending=tuple(_spending(model, samples) for model in models),
        comparisons=_comparisons(judges, rows),
        not_generated=not_generated,
        samples=len(samples),
    )


def _judge(
    judge: Judge, rows: Sequence[VerdictRow], problems: Sequence[Problem],
    models: Sequence[str], ks: Sequence[int],
) -> JudgeSummary:  # fmt: skip
    names = [ALL_MODELS, *models] if len(models) > 1 else list(models)
    sound = [problem for problem in problems if problem.known_defect is None]
    scores = []
    for name in names:
        mine = [row for row in rows if name in (ALL_MODELS, row.model)]
        raw, corrected = _tally(mine, problems, ks), _tally(mine, sound, ks)
        scores.append(Score(model=name, raw=raw, corrected=corrected))
    outcomes = Counter((row.judgement.status, row.judgement.by) for row in rows)
    times = list({(r.problem, r.candidate): r.judgement.elapsed_s for r in rows}.values())
    return JudgeSummary(
        name=judge.name,
        is_trusted=judge.is_trusted,
        scores=tuple(scores),
        outcomes=tuple((status, by, count) for (status, by), count in outcomes.most_common()),
        elapsed_s=sum(times),
        elapsed_p50_s=quantile(times, 0.5) if times else 0.0,
        elapsed_p95_s=quantile(times, 0.95) if times else 0.0,
    )


def _tally(rows: Iterable[VerdictRow], problems: Sequence[Problem], ks: Sequence[int]) -> Tally:
    passed: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        if row.judgement.status is not Status.ERROR:
            passed[row.problem].append(row.judgement.status is Status.PASS)
    counts = [
        (len(passed[p.id]), sum(passed[p.id])) for p in problems if passed.get(p.id)
    ]  # fmt: skip
    fewest = min((n for n, _ in counts), default=0)
    wanted = sorted({k for k in (ks or USUAL_K) if 0 < k <= fewest})
    return Tally(
        problems=len(counts),
        samples=sum(n for n, _ in counts),
        passed=sum(c for _, c in counts),
        rates=tuple(estimate(counts, k) for k in wanted),
    )


def _problem(
    problem: Problem, judges: Sequence[Judge], rows: Mapping[str, Sequence[VerdictRow]]
) -> ProblemSummary:
    scores = []
    for judge in judges:
        mine = [row.judgement for row in rows[judge.name] if row.problem == problem.id]
        errors = sum(j.status is Status.ERROR for j in mine)
        bad = Counter(f"{j.status}: {j.reason}" for j in mine if j.status is not Status.PASS)
        reason = bad.most_common(1)[0][0] if bad else ""
        scores.append(
            ProblemScore(
                judge=judge.name, samples=len(mine) - errors, errors=errors, reason=reason,
                passed=sum(j.status is Status.PASS for j in mine),
            )
        )  # fmt: skip
    return ProblemSummary(
        id=problem.id, known_defect=problem.known_defect, scores=tuple(scores)
    )  # fmt: skip


def _spending(model: str, samples: Sequence[Sample]) -> Spending:
    mine = [sample for sample in samples if sample.model == model]
    usages = [sample.candidate.usage for sample in mine if not sample.missing]
    prices = [usage.cost_usd for usage in usages if usage.cost_usd is not None]
    waits = [usage.latency_s for usage in usages if usage.latency_s > 0]
    return Spending(
        model=model,
        samples=len(mine),
        missing=sum(bool(sample.missing) for sample in mine),
        prompt_tokens=sum(usage.prompt_tokens for usage in usages),
        completion_tokens=sum(usage.completion_tokens for usage in usages),
        cost_usd=sum(prices) if prices else None,
        unpriced=len(usages) - len(prices),
        latency_p50_s=quantile(waits, 0.5) if waits else None,
        latency_p95_s=quantile(waits, 0.95) if waits else None,
    )


def _comparisons(
    judges: Sequence[Judge], rows: Mapping[str, Sequence[VerdictRow]]
) -> tuple[Comparison, ...]:
    found = []
    for position, first in enumerate(judges):
        for second in judges[position + 1 :]:
            others = {(r.problem, r.model, r.trial): r for r in rows[second.name]}
            pairs = [
                (row, other) for row in rows[first.name]
                if (other := others.get((row.problem, row.model, row.trial))) is not None
                and Status.ERROR not in (row.judgement.status, other.judgement.status)
            ]  # fmt: skip
            differences = tuple(
                Difference(problem=a.problem, model=a.model, trial=a.trial, first=a, second=b)
                for a, b in pairs
                if (a.judgement.status is Status.PASS) != (b.judgement.status is Status.PASS)
            )
            found.append(
                Comparison(first=first.name, second=second.name, compared=len(pairs),
                           differences=differences)
            )  # fmt: skip
    return tuple(found)

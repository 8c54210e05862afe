"""The scores as tables: plain text for people, Markdown for pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rtlgen.evaluate.statistics import PassAtK
from rtlgen.evaluate.summary import Comparison, JudgeSummary, Spending, Summary, Tally

LESS_TRUSTED = "the benchmark's own bench, less trusted than ours"
TRUSTED = "rtlgen's own checks against the reference"
_SHOWN = 20
"""Most rows of the tables that list what went wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A heading, a line of text, and rows below a header."""

    title: str
    text: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def render_human(summary: Summary) -> str:
    """Aligned columns; the text may change at any time."""
    return "\n\n".join(plain_table(table) for table in _tables(summary)) + "\n"


def render_markdown(summary: Summary) -> str:
    """The same as Markdown, for a result page or the summary of a CI job."""
    return "\n\n".join(markdown_table(table) for table in _tables(summary)) + "\n"


def plain_table(table: Table) -> str:
    """Return a table with aligned columns."""
    lines = [f"{table.title}: {table.text}" if table.text else table.title]
    if table.rows:
        grid = [table.header, *table.rows]
        widths = [max(len(row[i]) for row in grid) for i in range(len(table.header))]
        lines += [
            "  " + "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
            for row in grid
        ]
    return "\n".join(lines)


def markdown_table(table: Table) -> str:
    """Return a table as Markdown."""
    lines = [f"## {table.title}"]
    if table.text:
        lines += ["", *(f"{line.strip()}  " for line in table.text.splitlines())]
    if table.rows:
        lines += ["", _pipes(table.header), "|" + "---|" * len(table.header)]
        lines += [_pipes(row) for row in table.rows]
    return "\n".join(lines)


def _pipes(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _tables(summary: Summary) -> Iterator[Table]:
    defects = sum(problem.known_defect is not None for problem in summary.problems)
    yield Table(
        title=summary.suite.path,
        text=f"{len(summary.problems)} problems, {defects} with a known defect; "
        f"{summary.samples} samples of {len(summary.models)} models",
    )
    for judge in summary.judges:
        yield _scores(judge)
    yield from (_differences(comparison) for comparison in summary.comparisons)
    if summary.judges:
        yield _problems(summary)
    yield _spendings(summary.spending)
    if summary.not_generated:
        yield Table(
            title="Not generated", text="run the same command again to ask again",
            header=("problem", "model", "reason"),
            rows=tuple((n.problem, n.model, n.reason) for n in summary.not_generated[:_SHOWN]),
        )  # fmt: skip


def _scores(judge: JudgeSummary) -> Table:
    tallies = [
        (score.model, what, tally)
        for score in judge.scores
        for what, tally in (("raw", score.raw), ("corrected", score.corrected))
    ]
    ks = sorted({rate.k for _, _, tally in tallies for rate in tally.rates})
    outcomes = ", ".join(f"{count} {status} ({by})" for status, by, count in judge.outcomes)
    trust = TRUSTED if judge.is_trusted else LESS_TRUSTED
    spent = (
        f"{judge.elapsed_s:.1f} s of judging; each text p50 {judge.elapsed_p50_s:.2f} s, "
        f"p95 {judge.elapsed_p95_s:.2f} s"
    )
    return Table(
        title=f"Judge {judge.name}",
        text=f"{trust}\n  {outcomes or 'nothing was judged'}\n  {spent}",
        header=("model", "rows", "problems", "samples", "passed", *(f"pass@{k}" for k in ks)),
        rows=tuple(
            (model, what, str(tally.problems), str(tally.samples), str(tally.passed),
             *(_rate(tally, k) for k in ks))
            for model, what, tally in tallies
        ),
    )  # fmt: skip


def _rate(tally: Tally, k: int) -> str:
    found = tally.rate(k)
    return "-" if found is None else percent(found)


def percent(rate: PassAtK) -> str:
    """Return a rate with its 95 % interval, in percent."""
    low, high = 100 * rate.interval.low, 100 * rate.interval.high
    return f"{100 * rate.rate:.1f} % [{low:.1f}, {high:.1f}]"


def _problems(summary: Summary) -> Table:
    names = [judge.name for judge in summary.judges]
    rows = []
    for problem in summary.problems:
        reasons = [f"{s.judge}: {s.reason}" for s in problem.scores if s.reason]
        if len(names) == 1:
            reasons = [s.reason for s in problem.scores if s.reason]
        counts = [
            f"{s.passed}/{s.samples}" + (f" +{s.errors} ERROR" if s.errors else "")
            for s in problem.scores
        ]
        cells = (problem.known_defect or "", "; ".join(reasons))
        rows.append((problem.id, *counts, *(_short(cell) for cell in cells)))
    return Table(
        title="Problems", header=("problem", *names, "known defect", "most frequent complaint"),
        rows=tuple(rows),
    )  # fmt: skip


def _spendings(spending: Sequence[Spending]) -> Table:
    rows = []
    for item in spending:
        cost = "unknown" if item.cost_usd is None else f"{item.cost_usd:.4f}"
        if item.cost_usd is not None and item.unpriced:
            cost += f" + {item.unpriced} unknown"
        waits = [item.latency_p50_s, item.latency_p95_s]
        rows.append(
            (item.model, str(item.samples), str(item.missing),
             str(item.prompt_tokens or "unknown"), str(item.completion_tokens or "unknown"), cost,
             *("unknown" if wait is None else f"{wait:.2f}" for wait in waits))
        )  # fmt: skip
    return Table(
        title="Spent",
        header=("model", "samples", "not generated", "tokens in", "tokens out", "US$",
                "latency p50 s", "p95 s"),
        rows=tuple(rows),
    )  # fmt: skip


def _differences(comparison: Comparison) -> Table:
    found = comparison.differences
    same = comparison.compared - len(found)
    more = f"; the first {_SHOWN} differences" if len(found) > _SHOWN else ""
    return Table(
        title=f"{comparison.first} and {comparison.second}",
        text=f"same verdict on {same} of {comparison.compared} samples{more}",
        header=("problem", "model", "trial", comparison.first, comparison.second),
        rows=tuple(
            (item.problem, item.model, str(item.trial),
             *(_short(f"{row.judgement.status}: {row.judgement.reason}")
               for row in (item.first, item.second)))
            for item in found[:_SHOWN]
        ),
    )  # fmt: skip


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 100 else plain[:97] + "..."
